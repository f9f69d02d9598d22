// One loaded creds and its connection over time: attempts, the open connection, its end, automatic
// retries. Owned by the vault (vault.ts), one per entry that was ever connected. It conducts: what came
// of it all is in session-record.ts, what the open connection says goes through server-watch.ts, and
// session-notifier.ts tells the page.
// Invariant: at most one AttemptRun is the session's own; whatever ends it goes through `leave`. Beside
// it there may be one of renewed creds on trial (handover.ts), and one that ends its last requests.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { AttemptRecord, CloseFacts, InfoFacts } from "@/lib/shared/facts/attempt";
import type { RepeatFacts, Retention } from "@/lib/shared/facts/console";
import type { EntryId, UserPermissions } from "@/lib/shared/facts/creds";
import type { RightsResult } from "@/lib/shared/facts/permission-tries";
import { parseAddress, type ServerAddress } from "@/lib/shared/grammar/address";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";
import { DEFAULT_INBOX_PREFIX } from "@/lib/shared/grammar/inbox";
import type { SessionPhase, SessionState, VaultEvent } from "@/lib/shared/protocol/protocol";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { type RepeatOrder, Repeats } from "@/lib/vault/console/repeats";
import { SubscriptionManager } from "@/lib/vault/console/subscriptions";
import type { MessageIngest } from "@/lib/vault/message-store/store/message-ingest";
import { type AttemptRun, type Dialled, runAttempt } from "@/lib/vault/nats/attempt-run";
import { Connection } from "@/lib/vault/nats/connection";
import type { FrameLog } from "./frame-log";
import type { HandoverFailure, OpenEvents, OpenedConnection, RenewalListener } from "./handover";
import { RenewalAttempt } from "./renewal-attempt";
import { RetiringConnections } from "./retiring-connections";
import { Retries } from "./retries";
import { retryAfter } from "./retry-plan";
import { ServerWatch } from "./server-watch";
import { type ConnectPlan, planFor, type SessionCreds, sourceName } from "./session-facts";
import { SessionNotifier } from "./session-notifier";
import { SessionRecord } from "./session-record";

export interface SessionHost {
  /** Whether the page came over https, which forbids ws:// to other machines. */
  readonly isPageHttps: boolean;
  readonly pageOrigin: string;
  limits(): Retention;
  emit(event: VaultEvent): void;
}

/** A connection lost without a word in such a stream was likely dropped as a slow consumer. */
const FLOOD_PER_SECOND = 500;
const LOST: CloseFacts = { code: 1006, reason: "", wasClean: false };

export class Session {
  readonly subscriptions: SubscriptionManager;
  readonly repeats: Repeats;
  private readonly id: EntryId;
  private readonly record = new SessionRecord(() => this.creds.facts());
  private readonly retries = new Retries();
  private readonly news: SessionNotifier;
  private readonly watch: ServerWatch;
  private readonly trial: RenewalAttempt;
  private phase: SessionPhase = "idle";

  private address: ServerAddress | null = null;
  private timeLimitMs = 0;
  private plan: ConnectPlan = { inboxPrefix: DEFAULT_INBOX_PREFIX, asksIdentity: true };
  private run: AttemptRun | null = null;
  /** When the connection ended that a retry is to replace; null when nothing could have come since. */
  private lostAt: number | null = null;
  private readonly lastRequests = new RetiringConnections();

  constructor(
    private creds: SessionCreds,
    private readonly host: SessionHost,
  ) {
    this.id = creds.id;
    this.subscriptions = new SubscriptionManager(
      () => host.emit({ kind: "rowsArrived", id: this.id }),
      host.limits(),
    );
    this.repeats = new Repeats((repeat, fault) =>
      host.emit({ kind: "repeatChanged", id: this.id, repeat, fault }),
    );
    this.news = new SessionNotifier(
      this.id,
      () => this.state(),
      (event) => host.emit(event),
    );
    this.watch = new ServerWatch(this.record, this.subscriptions, {
      changed: () => this.news.notify(),
      lost: () => {
        this.run?.end();
        this.ended(LOST);
      },
    });
    this.trial = new RenewalAttempt(this.subscriptions, this.news, {
      taken: (taken) => this.goOver(taken),
      failed: () => {
        if (this.phase === "idle") this.planRetry();
        this.news.notify();
      },
    });
  }

  async repeat(order: RepeatOrder): Promise<Result<RepeatFacts, ActionFault>> {
    const { connection, run } = this;
    if (connection === null || run === null) return fail("not-connected");
    return this.repeats.start(order, connection, run.wire, this.record.maxPayloadBytes);
  }

  /** As the JWT itself says; null for what is no user. */
  jwtPermissions(): UserPermissions | null {
    return this.creds.facts().jwt?.user?.permissions ?? null;
  }

  /** Runs an action of the user on the open connection. */
  async withOpen<T>(
    act: (connection: Connection) => Promise<Result<T, ActionFault>>,
  ): Promise<Result<T, ActionFault>> {
    if (this.connection === null) return fail("not-connected");
    return this.lastRequests.track(act(this.connection));
  }

  get isOpen(): boolean {
    return this.phase === "open" && this.connection !== null;
  }

  get isIdle(): boolean {
    return this.phase === "idle";
  }

  get serverAddress(): ServerAddress | null {
    return this.address;
  }

  /** Whether the server answers what it answers users of the system account only. */
  heardAsSystem(answersSystem: boolean): void {
    const known = this.record.facts.server?.answersSystem;
    if (known !== answersSystem) this.watch.learned({ answersSystem });
  }

  /** For people: the server that it is connected to. */
  get serverName(): string {
    return sourceName(this.record.facts.server, this.address);
  }

  /** The entry has these creds now, and what is connected is so with them. */
  uses(creds: SessionCreds): void {
    this.creds = creds;
  }

  /**
   * Other creds of the same user from the next connection on; not for an open session. Connects to
   * nothing that was not being connected to. What became of the creds before is no verdict on these.
   */
  renew(creds: SessionCreds, areNewer: boolean): void {
    this.creds = creds;
    const { address, phase } = this;
    const hadAttempt = this.record.facts.attempt !== null;
    if (hadAttempt && areNewer) this.subscriptions.notice("session/renewal-loaded");
    if (phase === "waiting") return;
    this.leave();
    this.record.forgetAll();
    if (phase === "connecting" && address !== null) this.dial(address, 1);
    else if (hadAttempt) this.news.notify();
  }

  /** Tries renewed creds beside the open connection, at the same address, and goes over to them. */
  renewWhileOpen(creds: SessionCreds, trialEnd: RenewalListener): void {
    const { address, connection, timeLimitMs } = this;
    if (address === null || connection === null) return;
    const { inboxPrefix } = planFor(creds, this.plan);
    const { pageOrigin } = this.host;
    const plan = { address: address.url, pageOrigin, timeLimitMs, inboxPrefix };
    this.trial.start(creds, plan, connection, trialEnd);
  }

  /** Ends a trial of renewed creds, as if they had not come. */
  callOffRenewal(): void {
    this.trial.cancel();
  }

  /** Shows how these creds fared on trial for another row. */
  showFailure(address: ServerAddress | null, failure: HandoverFailure): void {
    this.address = address;
    this.record.failedElsewhere(failure);
    const { frames } = failure.frames.read(0);
    for (const { direction, line } of frames) this.news.addFrame(direction, line);
    this.news.notify();
  }

  connect(text: string, timeLimitMs: number, plan: ConnectPlan): Result<null, ActionFault> {
    const address = parseAddress(text, this.host.isPageHttps);
    if (!address.ok) {
      if (this.phase === "idle") {
        this.record.notTried(text, address.fault.code);
        this.news.notify();
      }
      return address;
    }
    const isSame = address.value.url === this.address?.url;
    if (isSame && (this.phase === "open" || this.phase === "connecting")) return ok(null);
    if (this.phase === "open") this.subscriptions.notice("session/disconnected");
    this.leave();
    this.address = address.value;
    this.timeLimitMs = timeLimitMs;
    this.plan = plan;
    this.record.forgetVerdict();
    this.dial(address.value, 1);
    return ok(null);
  }

  disconnect(): void {
    const wasOpen = this.phase === "open";
    // While dialling, this reports the attempt as cancelled.
    if (this.phase === "connecting") this.run?.end();
    this.leave();
    if (wasOpen) {
      this.record.endedByUser();
      this.subscriptions.notice("session/disconnected");
    }
    this.news.notify();
  }

  readFrames(after: number): ReturnType<FrameLog["read"]> {
    return this.news.readFrames(after);
  }

  state(): SessionState {
    const { id, phase, retries } = this;
    return { id, phase, ...this.record.facts, retryAt: retries.at };
  }

  /** Asks for the rights in force once more: an account may have changed since. */
  async askRights(): Promise<Result<RightsResult, ActionFault>> {
    return this.withOpen((connection) => this.watch.askRights(connection));
  }

  /** Looks closer at where no NATS server answered. Does nothing after any other outcome. */
  async probe(): Promise<Result<null, ActionFault>> {
    const { address, record } = this;
    const { attempt, outcome } = record.facts;
    if (address === null || outcome !== "unreachable" || this.phase !== "idle") return ok(null);
    // Fetched when first needed: most sessions never look closer.
    const part = await import("@/lib/vault/nats/host-probe").catch(() => null);
    if (part === null) return fail("part-missing");
    const found = await part.probeHost(address, { ...this.host, frame: this.news.addFrame });
    if (record.facts.attempt === attempt) {
      record.setHostProbe(found);
      this.news.notify();
    }
    return ok(null);
  }

  /** Ends the connection, a dial on its way or a planned retry; says nothing to the page. */
  leave(): void {
    const { run } = this;
    this.run = null;
    run?.end();
    const trialEnd = this.trial.cancel();
    this.closeConnection();
    this.lastRequests.dropAll();
    this.retries.callOff();
    this.news.cancelLater();
    this.phase = "idle";
    trialEnd?.onSuperseded();
  }

  /** All subscriptions are on the new connection: the rest of the session follows. */
  private goOver(taken: OpenedConnection): OpenEvents {
    const { run: formerRun, connection: former } = this;
    this.retries.callOff();
    this.record.tookOver(taken);
    this.run = taken.run;
    this.repeats.moveTo(taken.connection, taken.run.wire);
    this.lostAt = null;
    this.phase = "open";
    this.subscriptions.notice("session/renewed");
    if (formerRun !== null && former !== null) void this.lastRequests.retire(formerRun, former);
    this.watch.accountNamed(taken.server.info.remoteAccount);
    this.news.notify();
    this.watchServer(taken.connection);
    return this.openEvents(() => taken.run);
  }

  private dial(address: ServerAddress, number: number): void {
    const bridge = bridgeTarget(address.url, this.host.pageOrigin);
    if (bridge !== null) this.news.addFrame("out", `[bridge to ${bridge}, which rewrites INFO]`);
    this.phase = "connecting";
    const inbound = this.subscriptions.newIngest();
    const run: AttemptRun = runAttempt(
      this.creds.identity,
      { address: address.url, bridge, number, timeLimitMs: this.timeLimitMs, inbound },
      {
        frame: this.news.addFrame,
        progressed: (record) => {
          if (this.run !== run) return;
          this.record.progressed(record);
          this.news.notifyProgress();
        },
        accepted: (record, info) => {
          if (this.run === run) this.accepted(record, info);
        },
        onAttemptFinished: (record, nc) => {
          if (this.run === run) this.finished(record, nc, inbound.ingest);
        },
        ...this.openEvents(() => run),
      },
    );
    this.run = run;
    if (this.record.facts.attempt === null) this.news.notifyLater();
    else this.news.notify();
  }

  private openEvents(run: () => AttemptRun): OpenEvents {
    return {
      info: (info) => {
        if (this.run === run()) this.watch.info(info);
      },
      serverError: (text) => {
        if (this.run === run()) this.watch.serverError(text);
      },
      closed: (close) => {
        if (this.run === run()) this.ended(close);
        else this.lastRequests.drop(run());
      },
    };
  }

  /** Told before anything else is done: whatever is told or sent first makes the answer wait. */
  private accepted(record: AttemptRecord, info: InfoFacts): void {
    this.record.opened(record, info);
    this.phase = "open";
    this.retries.callOff();
    this.news.notify();
  }

  private finished(record: AttemptRecord, nc: Dialled | null, intake: MessageIngest): void {
    if (record.end === "pong" && record.info !== null) {
      this.opened(record.number, nc, intake);
      return;
    }
    this.run = null;
    this.phase = "idle";
    if (this.record.failed(record) === "unreachable") this.planRetry();
    this.news.notify();
  }

  private opened(number: number, nc: Dialled | null, intake: MessageIngest): void {
    this.subscriptions.notice(number > 1 ? "session/reconnected" : "session/connected");
    if (nc === null) return;
    const connection = new Connection(
      nc,
      planFor(this.creds, this.plan).inboxPrefix,
      () => this.record.maxPayloadBytes,
      (text) => this.run?.write(text),
      intake,
    );
    const restored = this.subscriptions.restore(connection);
    if (restored > 0 && this.lostAt !== null) {
      this.subscriptions.notice("flow/gap", "", "", { ms: Math.round(clockMs() - this.lostAt) });
    }
    this.lostAt = null;
    this.watchServer(connection);
  }

  private watchServer(connection: Connection): void {
    this.watch.start(connection, planFor(this.creds, this.plan).asksIdentity);
  }

  private ended(close: CloseFacts): void {
    const { end, code } = this.record.ended(close);
    this.run = null;
    this.lostAt = clockMs();
    const perSecond = this.closeConnection();
    this.phase = "idle";
    this.subscriptions.notice(code, "", end.errors.at(-1) ?? close.reason);
    if (code === "ended/lost" && perSecond >= FLOOD_PER_SECOND) {
      this.subscriptions.notice("flow/slow-consumer", "", "", { perSecond });
    }
    this.retries.use(retryAfter(end, code));
    // Renewed creds are on their way: theirs is the next connection, if they are accepted.
    if (!this.trial.isRunning) this.planRetry();
    this.news.notify();
  }

  private planRetry(): void {
    const { address } = this;
    if (address === null) return;
    if (this.retries.plan((number) => this.dial(address, number))) this.phase = "waiting";
  }

  private get connection(): Connection | null {
    return this.watch.connection;
  }

  /** See SubscriptionManager.onConnectionEnded. */
  private closeConnection(): number {
    this.watch.end();
    this.repeats.onConnectionEnded();
    return this.subscriptions.onConnectionEnded();
  }
}
