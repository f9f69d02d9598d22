// One loaded creds and its connection over time: attempts, the open connection, its end, automatic
// retries. Owned by the vault (vault.ts), one per entry that was ever connected. All that the server
// says passes here and becomes state, a notice in the stream, or the answer of an action.
// Invariant: at most one AttemptRun is the session's own; whatever ends it goes through `leave`. Beside
// it there may be one of renewed creds on trial (take-over.ts), and one that ends its last requests.

import { clockMs } from "@/lib/base/clock";
import { fail, ok, type Result } from "@/lib/base/result";
import type { WireIntake } from "@/lib/console/store/wire-intake";
import { endCodeOf, outcomeOf } from "@/lib/diagnosis/outcome";
import { readServerText } from "@/lib/diagnosis/server-text";
import type { ActionFault } from "@/lib/facts/action-fault";
import type {
  AttemptRecord,
  CloseFacts,
  EndRecord,
  ProbeFacts,
  ServerFacts,
} from "@/lib/facts/attempt";
import type { CauseCode, Outcome } from "@/lib/facts/causes";
import type { RepeatFacts, StoreLimits } from "@/lib/facts/console";
import type { EntryId, UserPermissions } from "@/lib/facts/creds";
import type { RightsReport } from "@/lib/facts/server-probes";
import { parseAddress, type ServerAddress } from "@/lib/grammar/address";
import { bridgeTarget } from "@/lib/grammar/bridge-address";
import { DEFAULT_INBOX_PREFIX } from "@/lib/grammar/inbox";
import { type AttemptRun, type Dialled, runAttempt } from "@/lib/nats/attempt-run";
import { Connection } from "@/lib/nats/connection";
import { askIdentity } from "@/lib/nats/identity";
import type { SessionPhase, SessionState, VaultEvent } from "@/lib/vault/protocol";
import { ConsoleDesk } from "@/lib/vault/worker/console-desk";
import { FrameLog } from "@/lib/vault/worker/frame-log";
import { startHeartbeat } from "@/lib/vault/worker/heartbeat";
import { LastRequests } from "@/lib/vault/worker/last-requests";
import { type RepeatOrder, Repeats } from "@/lib/vault/worker/repeats";
import { type RetryKind, retryAfter, retryWaitMs } from "@/lib/vault/worker/retry-plan";
import {
  identityOfInfo,
  laterInfo,
  newServer,
  type Plan,
  planFor,
  type SessionCreds,
  sourceName,
  untriedAttempt,
} from "@/lib/vault/worker/session-facts";
import {
  type Failure,
  type OpenEvents,
  type Taken,
  TakeOver,
  type TrialEnd,
} from "@/lib/vault/worker/take-over";

export interface SessionHost {
  /** Whether the page came over https, which forbids ws:// to other machines. */
  readonly isPageHttps: boolean;
  readonly pageOrigin: string;
  limits(): StoreLimits;
  emit(event: VaultEvent): void;
}

/**
 * A first attempt that is over sooner is told by its outcome alone: each state that is told costs the page
 * a render while the answer is on its way (scripts/bench/connect.mjs).
 */
const TELL_AFTER_MS = 80;
/** Lines come in bursts, and nobody reads them in their first instant. */
const FRAMES_AFTER_MS = 50;
/** A connection lost without a word in such a stream was likely dropped as a slow consumer. */
const FLOOD_PER_SECOND = 500;
/** An -ERR explains the end when it came this shortly before it. */
const SAME_BREATH_MS = 2000;
const LOST: CloseFacts = { code: 1006, reason: "", wasClean: false };

export class Session {
  readonly desk: ConsoleDesk;
  readonly repeats: Repeats;
  readonly frames = new FrameLog();
  private readonly id: EntryId;
  private phase: SessionPhase = "idle";
  private outcome: Outcome | null = null;
  private attempt: AttemptRecord | null = null;
  private server: ServerFacts | null = null;
  private end: EndRecord | null = null;
  private endCode: CauseCode | null = null;
  private retryAt: number | null = null;
  private probed: ProbeFacts | null = null;

  private address: ServerAddress | null = null;
  private timeLimitMs = 0;
  private plan: Plan = { inboxPrefix: DEFAULT_INBOX_PREFIX, asksIdentity: true };
  private run: AttemptRun | null = null;
  private connection: Connection | null = null;
  private retry: RetryKind = "none";
  private retries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopHeartbeat = () => {};
  private telling: ReturnType<typeof setTimeout> | undefined;
  private recentErrors: { readonly at: number; readonly text: string }[] = [];
  private isFramesTold = false;
  /** When the connection ended that a retry is to replace; null when nothing could have come since. */
  private lostAt: number | null = null;
  private takeOver: TakeOver | null = null;
  private trialEnd: TrialEnd | null = null;
  private readonly lastRequests = new LastRequests();

  constructor(
    private creds: SessionCreds,
    private readonly host: SessionHost,
  ) {
    this.id = creds.id;
    this.desk = new ConsoleDesk(
      () => host.emit({ kind: "rowsArrived", id: this.id }),
      host.limits(),
    );
    this.repeats = new Repeats((repeat, fault) =>
      host.emit({ kind: "repeatChanged", id: this.id, repeat, fault }),
    );
  }

  async repeat(order: RepeatOrder): Promise<Result<RepeatFacts, ActionFault>> {
    const { connection, run } = this;
    if (connection === null || run === null) return fail("not-connected");
    return this.repeats.start(order, connection, run.wire, this.server?.maxPayloadBytes ?? 0);
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
    return this.lastRequests.note(act(this.connection));
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
    if (this.server?.answersSystem !== answersSystem) this.serverChanged({ answersSystem });
  }

  /** For people: the server that it is connected to. */
  get serverName(): string {
    return sourceName(this.server, this.address);
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
    const hadAttempt = this.attempt !== null;
    if (hadAttempt && areNewer) this.desk.notice("session/renewal-loaded");
    if (phase === "waiting") return;
    this.leave();
    this.forgetVerdict();
    this.attempt = null;
    if (phase === "connecting" && address !== null) this.dial(address, 1);
    else if (hadAttempt) this.changed();
  }

  /** Tries renewed creds beside the open connection, at the same address, and goes over to them. */
  renewWhileOpen(creds: SessionCreds, trialEnd: TrialEnd): void {
    const { address, connection, timeLimitMs } = this;
    if (address === null || connection === null) return;
    this.callOffRenewal();
    this.desk.notice("session/renewing", "", address.url);
    this.trialEnd = trialEnd;
    this.takeOver = new TakeOver(
      creds,
      {
        address: address.url,
        bridge: bridgeTarget(address.url, this.host.pageOrigin),
        timeLimitMs,
        inboxPrefix: planFor(creds, this.plan).inboxPrefix,
      },
      {
        frame: (direction, line) => this.frame(direction, line),
        newIntake: () => this.desk.newIntake(),
        move: (next) => this.desk.moveTo(next, connection),
        taken: (taken) => this.goOver(taken, trialEnd),
        failed: (failure) => {
          this.takeOver = null;
          this.trialEnd = null;
          const { record, end } = failure;
          const words = end?.errors.at(-1) ?? record.errors.at(-1) ?? record.close?.reason ?? "";
          this.desk.notice("session/renewal-failed", "", words);
          trialEnd.failed(failure);
          if (this.phase === "idle") this.planRetry();
          this.changed();
        },
      },
    );
  }

  /** Ends a trial of renewed creds, as if they had not come. */
  callOffRenewal(): void {
    this.takeOver?.end();
    this.takeOver = null;
    this.trialEnd = null;
  }

  /** Shows how these creds fared on trial for another row. */
  showFailure(address: ServerAddress | null, { record, server, end, frames }: Failure): void {
    this.address = address;
    this.attempt = record;
    this.server = server;
    this.end = end;
    this.endCode = end && endCodeOf(end, this.creds.facts());
    this.outcome = end === null ? outcomeOf(record, server, this.creds.facts()) : "ended";
    for (const { direction, line } of frames.read(0).frames) this.frame(direction, line);
    this.changed();
  }

  connect(text: string, timeLimitMs: number, plan: Plan): Result<null, ActionFault> {
    const address = parseAddress(text, this.host.isPageHttps);
    if (!address.ok) {
      if (this.phase === "idle") this.notTried(text, address.fault.code);
      return address;
    }
    const isSame = address.value.url === this.address?.url;
    if (isSame && (this.phase === "open" || this.phase === "connecting")) return ok(null);
    if (this.phase === "open") this.desk.notice("session/disconnected");
    this.leave();
    this.address = address.value;
    this.timeLimitMs = timeLimitMs;
    this.plan = plan;
    this.forgetVerdict();
    this.dial(address.value, 1);
    return ok(null);
  }

  disconnect(): void {
    const wasOpen = this.phase === "open";
    this.retry = "none";
    // While dialling, this reports the attempt as cancelled.
    if (this.phase === "connecting") this.run?.end();
    this.leave();
    if (wasOpen) {
      // Renewed creds that were on trial have no verdict yet.
      if (this.attempt !== null) {
        this.end = { at: Date.now(), errors: [], close: null, byUser: true };
      }
      this.desk.notice("session/disconnected");
    }
    this.changed();
  }

  readFrames(after: number): ReturnType<FrameLog["read"]> {
    this.isFramesTold = false;
    return this.frames.read(after);
  }

  state(): SessionState {
    const { id, phase, outcome, attempt, server, end, endCode, retryAt } = this;
    return { id, phase, outcome, attempt, server, end, endCode, retryAt, probe: this.probed };
  }

  /** Asks for the rights in force once more: an account may have changed since. */
  async askRights(): Promise<Result<RightsReport, ActionFault>> {
    return this.withOpen(async (connection) => {
      const report = await askIdentity(connection);
      if (this.connection !== connection) return fail("connection-ended");
      const account = this.server?.info.remoteAccount ?? null;
      const identity = report.answer ?? (account === null ? null : identityOfInfo(account));
      this.serverChanged({ identity, identitySilence: report.silence });
      return ok(report);
    });
  }

  /** Looks closer at where no NATS server answered. Does nothing after any other outcome. */
  async probe(): Promise<Result<null, ActionFault>> {
    const { address, attempt } = this;
    if (address === null || this.outcome !== "unreachable" || this.phase !== "idle")
      return ok(null);
    // Fetched when first needed: most sessions never look closer.
    const part = await import("@/lib/nats/probe").catch(() => null);
    if (part === null) return fail("part-missing");
    const frame = (direction: "in" | "out", line: string) => this.frame(direction, line);
    const found = await part.probe(address, { ...this.host, frame });
    if (this.attempt === attempt) {
      this.probed = found;
      this.changed();
    }
    return ok(null);
  }

  /** Ends the connection, a dial on its way or a planned retry; says nothing to the page. */
  leave(): void {
    const { run, trialEnd } = this;
    this.run = null;
    run?.end();
    this.callOffRenewal();
    this.closeConnection();
    this.lastRequests.dropAll();
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    this.telling = undefined;
    this.retryAt = null;
    this.phase = "idle";
    trialEnd?.leftOut();
  }

  /** What came of the attempt before; its record stays until the next one has begun. */
  private forgetVerdict(): void {
    this.retry = "none";
    this.retries = 0;
    this.outcome = null;
    this.end = null;
    this.endCode = null;
    this.server = null;
    this.probed = null;
  }

  /** All subscriptions are on the new connection: the rest of the session follows. */
  private goOver(taken: Taken, trialEnd: TrialEnd): OpenEvents {
    const { run: formerRun, connection: former } = this;
    clearTimeout(this.timer);
    this.takeOver = null;
    this.trialEnd = null;
    trialEnd.accepted();
    this.forgetVerdict();
    this.attempt = taken.record;
    this.server = taken.server;
    this.recentErrors = taken.errors.map((text) => ({ at: Date.now(), text }));
    this.run = taken.run;
    this.connection = taken.connection;
    this.repeats.moveTo(taken.connection, taken.run.wire);
    this.lostAt = null;
    this.phase = "open";
    this.retryAt = null;
    this.outcome = outcomeOf(taken.record, taken.server, this.creds.facts());
    this.stopHeartbeat();
    this.desk.notice("session/renewed");
    if (formerRun !== null && former !== null) void this.lastRequests.retire(formerRun, former);
    this.accountNamed(taken.server.info.remoteAccount);
    this.changed();
    this.lookAround(taken.connection);
    return this.openEvents(() => taken.run);
  }

  private notTried(address: string, localCode: "net/bad-url" | "net/mixed-content"): void {
    this.outcome = "unreachable";
    this.end = null;
    this.endCode = null;
    this.server = null;
    this.attempt = untriedAttempt(address, localCode);
    this.changed();
  }

  private dial(address: ServerAddress, number: number): void {
    const bridge = bridgeTarget(address.url, this.host.pageOrigin);
    if (bridge !== null) this.frame("out", `[bridge to ${bridge}, which rewrites INFO]`);
    this.phase = "connecting";
    this.retryAt = null;
    const intake = this.desk.newIntake();
    const run: AttemptRun = runAttempt(
      this.creds.identity,
      { address: address.url, bridge, number, timeLimitMs: this.timeLimitMs, intake },
      {
        frame: (direction, line) => this.frame(direction, line),
        progressed: (record) => {
          if (this.run === run) this.progressed(record);
        },
        finished: (record, nc) => {
          if (this.run === run) this.finished(record, nc, intake.wire);
        },
        ...this.openEvents(() => run),
      },
    );
    this.run = run;
    if (this.attempt === null) this.telling = setTimeout(() => this.changed(), TELL_AFTER_MS);
    else this.changed();
  }

  private openEvents(run: () => AttemptRun): OpenEvents {
    return {
      info: (info) => {
        if (this.server === null || this.run !== run()) return;
        if (info.lameDuck && !this.server.info.lameDuck) this.desk.notice("server/lame-duck");
        const merged = laterInfo(this.server.info, info);
        this.serverChanged({ info: merged, maxPayloadBytes: info.maxPayloadBytes });
        this.accountNamed(merged.remoteAccount);
      },
      serverError: (text) => {
        if (this.run === run()) this.serverError(text);
      },
      closed: (close) => {
        if (this.run === run()) this.ended(close);
        else this.lastRequests.drop(run());
      },
    };
  }

  private progressed(record: AttemptRecord): void {
    this.attempt = record;
    if (this.telling === undefined) this.changed();
  }

  private finished(record: AttemptRecord, nc: Dialled | null, intake: WireIntake): void {
    this.attempt = record;
    if (record.end === "pong" && record.info !== null) {
      this.opened(record, nc, intake);
      return;
    }
    this.run = null;
    this.phase = "idle";
    const outcome = outcomeOf(record, null, this.creds.facts());
    // A failed retry is evidence; that the connection ended stays the verdict.
    if (this.outcome !== "ended") this.outcome = outcome;
    if (outcome === "unreachable") this.planRetry();
    this.changed();
  }

  private opened(record: AttemptRecord, nc: Dialled | null, intake: WireIntake): void {
    if (record.info === null) return;
    const { info } = record;
    this.phase = "open";
    // By chance of timing an -ERR that ends it may stand before the PONG.
    this.recentErrors = record.errors.map((text) => ({ at: Date.now(), text }));
    this.end = null;
    this.endCode = null;
    this.retry = "none";
    this.retries = 0;
    this.server = newServer(info);
    this.outcome = outcomeOf(record, this.server, this.creds.facts());
    // The answer first: whatever else is told makes it wait.
    this.changed();
    this.desk.notice(record.number > 1 ? "session/reconnected" : "session/connected");
    if (nc === null) return;
    const connection = new Connection(
      nc,
      planFor(this.creds, this.plan).inboxPrefix,
      () => this.server?.maxPayloadBytes ?? 0,
      (text) => this.run?.write(text),
      intake,
    );
    this.connection = connection;
    const restored = this.desk.restore(connection);
    if (restored > 0 && this.lostAt !== null) {
      this.desk.notice("flow/gap", "", "", { ms: Math.round(clockMs() - this.lostAt) });
    }
    this.lostAt = null;
    this.lookAround(connection);
  }

  private lookAround(connection: Connection): void {
    void this.identify(connection);
    this.stopHeartbeat = startHeartbeat(connection, {
      measured: (roundTripMs) => {
        if (this.connection === connection) this.serverChanged({ roundTripMs });
      },
      stalled: (ms) => this.desk.notice("flow/suspended", "", "", { ms }),
      lost: () => {
        this.run?.end();
        this.ended(LOST);
      },
    });
  }

  private async identify(connection: Connection): Promise<void> {
    // Asking for what is ruled out would only put a violation into the server's log.
    if (!planFor(this.creds, this.plan).asksIdentity) {
      this.serverChanged({ identitySilence: "no-permission-subject" });
      return;
    }
    const { answer, silence } = await askIdentity(connection);
    if (this.connection !== connection) return;
    if (answer === null) this.serverChanged({ identitySilence: silence });
    else this.serverChanged({ identity: answer });
  }

  /** The second INFO says the account; a fuller answer of the server is not replaced by it. */
  private accountNamed(account: string | null): void {
    if (account === null || this.server?.identity?.from === "user-info") return;
    this.serverChanged({ identity: identityOfInfo(account) });
  }

  private serverChanged(change: Partial<ServerFacts>): void {
    if (this.server === null || this.attempt === null) return;
    this.server = { ...this.server, ...change };
    this.outcome = outcomeOf(this.attempt, this.server, this.creds.facts());
    this.changed();
  }

  private serverError(text: string): void {
    const said = readServerText(text);
    if (said.kind === "permissions-violation") {
      const { operation, subject, queue } = said;
      const isOurs = this.connection?.refused(operation, subject, queue, text) ?? false;
      if (operation === "subscription") this.desk.refused(subject, queue, text);
      if (!isOurs) this.desk.notice("permissions-violation", subject, text);
      return;
    }
    this.recentErrors = [...this.recentErrors.slice(-7), { at: Date.now(), text }];
    if (said.word === "subscriptions") this.connection?.refusedByLimit(text);
    if (said.notice !== null) this.desk.notice(said.notice, "", text);
  }

  private ended(close: CloseFacts): void {
    const at = Date.now();
    this.run = null;
    this.lostAt = clockMs();
    const perSecond = this.closeConnection();
    this.phase = "idle";
    const end: EndRecord = {
      at,
      errors: this.recentErrors
        .filter((error) => at - error.at <= SAME_BREATH_MS)
        .map(({ text }) => text),
      close,
      byUser: false,
    };
    const code = endCodeOf(end, this.creds.facts());
    this.end = end;
    this.endCode = code;
    this.outcome = "ended";
    this.desk.notice(code, "", end.errors.at(-1) ?? close.reason);
    if (code === "ended/lost" && perSecond >= FLOOD_PER_SECOND) {
      this.desk.notice("flow/slow-consumer", "", "", { perSecond });
    }
    this.retry = retryAfter(end, code);
    // Renewed creds are on their way: theirs is the next connection, if they are accepted.
    if (this.takeOver === null) this.planRetry();
    this.changed();
  }

  private planRetry(): void {
    const { address } = this;
    const wait = retryWaitMs(this.retry, this.retries + 1);
    if (wait === null || address === null) return;
    this.retries += 1;
    this.phase = "waiting";
    this.retryAt = Date.now() + wait;
    this.timer = setTimeout(() => this.dial(address, this.retries + 1), wait);
  }

  /** See ConsoleDesk.connectionEnded. */
  private closeConnection(): number {
    this.stopHeartbeat();
    this.connection?.ended();
    this.connection = null;
    this.repeats.connectionEnded();
    return this.desk.connectionEnded();
  }

  private frame(direction: "in" | "out", line: string): void {
    this.frames.add(direction, line);
    if (this.isFramesTold) return;
    this.isFramesTold = true;
    setTimeout(() => this.host.emit({ kind: "framesArrived", id: this.id }), FRAMES_AFTER_MS);
  }

  private changed(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
    this.host.emit({ kind: "sessionChanged", session: this.state() });
  }
}
