// The connection of one session over time: attempts, the open connection, its end, the automatic retries.
// Owned by session.ts. What it learns goes into the session's record.
// Invariant: at most one AttemptRun belongs to the session, the one in `status`. Beside it there may be one
// with renewed creds (handover.ts), and some that only finish their last requests.
//
//   from        event                                to
//   any         dial: connect, or renewed creds      connecting
//   connecting  onAccepted: the PONG has come        open, without a connection
//   open        adoptConnection: nats.ws saw it too  open, with a connection
//   connecting  onAttemptFinished without a PONG     waiting if a retry follows, else idle
//   open        onConnectionEnded                    waiting if a retry follows and no renewal runs, else idle
//   open, idle  adoptHandover: a renewal succeeded   open, with the connection of the renewed creds
//   idle        a renewal failed                     waiting if a retry follows, else idle
//   waiting     the time of the retry has come       connecting
//   any         leave                                idle

import type { AttemptRecord, CloseFacts, InfoFacts } from "@/lib/shared/facts/attempt";
import type { ServerAddress } from "@/lib/shared/grammar/address";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";
import type { SessionPhase } from "@/lib/shared/protocol/protocol";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import type { Repeats } from "@/lib/vault/console/repeats";
import type { Responders } from "@/lib/vault/console/responders";
import type { SubscriptionManager } from "@/lib/vault/console/subscriptions";
import type { MessageIngest } from "@/lib/vault/message-store/store/message-ingest";
import { type AttemptRun, type Dialled, runAttempt } from "@/lib/vault/nats/attempt-run";
import { Connection } from "@/lib/vault/nats/connection";
import { readLocalNetwork } from "@/lib/vault/nats/local-network";
import { ABNORMAL_CLOSE } from "@/lib/vault/nats/recording-socket";
import type { OpenEvents, OpenedConnection, RenewalListener } from "./handover";
import { RenewalAttempt } from "./renewal-attempt";
import { RetiringConnections } from "./retiring-connections";
import { Retries } from "./retries";
import { retryAfter } from "./retry-plan";
import { ServerWatch } from "./server-watch";
import { type ConnectPlan, DEFAULT_PLAN, planFor, type SessionCreds } from "./session-facts";
import type { SessionNotifier } from "./session-notifier";
import type { SessionRecord } from "./session-record";

type Status =
  | { readonly phase: "idle" | "waiting" }
  | { readonly phase: "connecting"; readonly run: AttemptRun }
  /** `connection` is null between the PONG and the moment at which nats.ws sees it. */
  | { readonly phase: "open"; readonly run: AttemptRun; readonly connection: Connection | null };

/** Where the session was last asked to connect. It outlives the connection: a retry dials it. */
export interface Target {
  readonly address: ServerAddress;
  readonly timeLimitMs: number;
  readonly plan: ConnectPlan;
}

/** The other parts of the session. */
export interface SessionParts {
  readonly pageOrigin: string;
  readonly record: SessionRecord;
  readonly notifier: SessionNotifier;
  readonly subscriptions: SubscriptionManager;
  readonly repeats: Repeats;
  readonly responders: Responders;
  creds(): SessionCreds;
}

/**
 * At this rate a connection that is lost without an -ERR was probably dropped as a slow consumer. It is far
 * below the rate of a flood (lib/shared/console/flood.ts), because the limit of the server (max_pending)
 * counts bytes, and large messages reach it at lower rates.
 */
const SLOW_CONSUMER_SUSPECT_PER_SECOND = 500;

export class SessionConnection {
  readonly serverWatch: ServerWatch;
  private readonly retries = new Retries();
  private readonly retiring = new RetiringConnections();
  private readonly renewal: RenewalAttempt;
  private status: Status = { phase: "idle" };
  private target: Target | null = null;
  /** When the last connection ended; null once another one is open. */
  private lostAt: number | null = null;

  constructor(private readonly parts: SessionParts) {
    const { record, notifier, subscriptions } = parts;
    this.serverWatch = new ServerWatch(record, subscriptions, {
      onChanged: () => notifier.notify(),
      onLost: () => {
        this.run?.end();
        this.onConnectionEnded(ABNORMAL_CLOSE);
      },
    });
    this.renewal = new RenewalAttempt(subscriptions, notifier, {
      onReady: (opened) => this.adoptHandover(opened),
      onFailed: () => {
        if (this.phase === "idle") this.planRetry();
        notifier.notify();
      },
    });
  }

  get phase(): SessionPhase {
    return this.status.phase;
  }

  get run(): AttemptRun | null {
    return "run" in this.status ? this.status.run : null;
  }

  /** The open connection. */
  get current(): Connection | null {
    return this.status.phase === "open" ? this.status.connection : null;
  }

  get address(): ServerAddress | null {
    return this.target?.address ?? null;
  }

  get inboxPrefix(): string {
    return this.plan.inboxPrefix;
  }

  /** Milliseconds since 1970 of the planned retry. */
  get retryAt(): number | null {
    return this.retries.at;
  }

  connect(target: Target): void {
    this.leave();
    this.target = target;
    this.parts.record.forgetVerdict();
    this.dial(target, 1);
  }

  /** Dials the last target again, with the creds of now. */
  redial(): void {
    if (this.target !== null) this.dial(this.target, 1);
  }

  /** Ends an attempt, which then counts as cancelled by the user. */
  cancelAttempt(): void {
    if (this.status.phase === "connecting") this.status.run.end();
  }

  /** Ends the connection, an attempt or a planned retry. Does not notify the page. */
  leave(): void {
    const { run } = this;
    this.status = { phase: "idle" };
    run?.end();
    const listener = this.renewal.cancel();
    this.endConnection();
    this.retiring.dropAll();
    this.retries.cancel();
    this.parts.notifier.cancelLater();
    listener?.onSuperseded();
  }

  /** Names the server that these creds were tried on for another row. */
  setAddress(address: ServerAddress | null): void {
    this.target = address && { timeLimitMs: 0, plan: DEFAULT_PLAN, ...this.target, address };
  }

  /** A replaced connection is kept until this action of the user has its answer. */
  track<T>(action: Promise<T>): Promise<T> {
    return this.retiring.track(action);
  }

  /** Tries renewed creds at the same address beside the open connection, and moves to them if accepted. */
  renewWhileOpen(creds: SessionCreds, listener: RenewalListener): void {
    const { target, current } = this;
    if (target === null || current === null) return;
    const { address, timeLimitMs } = target;
    const { inboxPrefix } = planFor(creds, target.plan);
    const { pageOrigin } = this.parts;
    const plan = { address: address.url, pageOrigin, timeLimitMs, inboxPrefix };
    this.renewal.start(creds, plan, current, listener);
  }

  cancelRenewal(): void {
    this.renewal.cancel();
  }

  private dial({ address, timeLimitMs }: Target, number: number): void {
    const { creds, subscriptions, notifier, pageOrigin, record } = this.parts;
    const { addFrame: onFrame } = notifier;
    const bridge = bridgeTarget(address.url, pageOrigin);
    if (bridge !== null) onFrame("out", `[bridge to ${bridge}, which rewrites INFO]`);
    const inbound = subscriptions.newIngest();
    const run: AttemptRun = runAttempt(
      creds().identity,
      { address: address.url, bridge, number, timeLimitMs, inbound },
      {
        onFrame,
        onProgress: (progress) => {
          if (this.run !== run) return;
          record.setAttempt(progress);
          notifier.notifyProgress();
        },
        onAccepted: (accepted, info) => {
          if (this.run === run) this.onAccepted(run, accepted, info);
        },
        onFinished: (finished, nc) => {
          if (this.run === run) this.onAttemptFinished(run, finished, nc, inbound.ingest);
        },
        ...this.openEvents(() => run),
      },
    );
    this.status = { phase: "connecting", run };
    if (record.facts.attempt === null) notifier.notifyLater();
    else notifier.notify();
  }

  /** Listens to a connection once it is open, also after another one has replaced it. */
  private openEvents(run: () => AttemptRun): OpenEvents {
    return {
      onInfo: (info) => {
        if (this.run === run()) this.serverWatch.onInfo(info);
      },
      onServerError: (text) => {
        if (this.run === run()) this.serverWatch.onServerError(text);
      },
      onClosed: (close) => {
        if (this.run === run()) this.onConnectionEnded(close);
        else this.retiring.drop(run());
      },
    };
  }

  /** Notifies before anything else is sent or reported, since that would delay the answer. */
  private onAccepted(run: AttemptRun, attempt: AttemptRecord, info: InfoFacts): void {
    this.parts.record.setAccepted(attempt, info);
    this.status = { phase: "open", run, connection: null };
    this.retries.onOpened();
    this.parts.notifier.notify();
  }

  private onAttemptFinished(
    run: AttemptRun,
    attempt: AttemptRecord,
    nc: Dialled | null,
    ingest: MessageIngest,
  ): void {
    if (attempt.end === "pong" && attempt.info !== null) {
      this.parts.subscriptions.notice(
        attempt.number > 1 ? "session/reconnected" : "session/connected",
      );
      if (nc !== null) this.adoptConnection(run, nc, ingest);
      return;
    }
    this.status = { phase: "idle" };
    if (this.parts.record.setFailed(attempt) === "unreachable") this.planRetry();
    this.parts.notifier.notify();
    if (!attempt.socketOpened && attempt.bridge === null) void this.readPermission(attempt);
  }

  /** The browser itself may have kept the socket from opening. */
  private async readPermission(attempt: AttemptRecord): Promise<void> {
    const { notifier, pageOrigin, record } = this.parts;
    const found = await readLocalNetwork(pageOrigin);
    if (found !== null && record.setLocalNetwork(attempt, found)) notifier.notify();
  }

  private adoptConnection(run: AttemptRun, nc: Dialled, ingest: MessageIngest): void {
    const { subscriptions, record } = this.parts;
    const { inboxPrefix, asksIdentity } = this.plan;
    const connection = new Connection(
      nc,
      inboxPrefix,
      () => record.maxPayloadBytes,
      (text) => run.write(text),
      ingest,
    );
    const restored = subscriptions.restore(connection);
    if (restored > 0 && this.lostAt !== null) {
      subscriptions.notice("flow/gap", "", "", { ms: Math.round(clockMs() - this.lostAt) });
    }
    this.lostAt = null;
    this.status = { phase: "open", run, connection };
    this.serverWatch.start(connection, run.wire, asksIdentity);
  }

  /** All subscriptions are on the new connection. The rest of the session follows. */
  private adoptHandover(opened: OpenedConnection): OpenEvents {
    const { run: formerRun, current: former } = this;
    const { run, connection } = opened;
    const { subscriptions, notifier, record, repeats, responders } = this.parts;
    this.retries.cancel();
    this.retries.onOpened();
    record.setHandedOver(opened);
    this.status = { phase: "open", run, connection };
    this.lostAt = null;
    repeats.moveTo(connection, run.wire);
    responders.onConnectionEnded();
    subscriptions.notice("session/renewed");
    if (formerRun !== null && former !== null) void this.retiring.retire(formerRun, former);
    this.serverWatch.setAccount(opened.server.info.remoteAccount);
    notifier.notify();
    this.serverWatch.start(connection, run.wire, this.plan.asksIdentity);
    return this.openEvents(() => run);
  }

  private onConnectionEnded(close: CloseFacts): void {
    const { subscriptions, notifier, record } = this.parts;
    const perSecond = this.endConnection();
    const isFlooded = perSecond >= SLOW_CONSUMER_SUSPECT_PER_SECOND;
    const { end, code } = record.setEnded(close, isFlooded);
    this.lostAt = clockMs();
    this.status = { phase: "idle" };
    const values = close.fault === "server/protocol" ? { brokenByServer: 1 } : {};
    subscriptions.notice(code, "", end.errors.at(-1) ?? close.reason, values);
    if (code === "ended/lost" && isFlooded) {
      subscriptions.notice("flow/slow-consumer", "", "", { perSecond });
    }
    const givenUpAfter = this.retries.onDropped(retryAfter(end, code));
    if (givenUpAfter !== null) record.setGivenUp(givenUpAfter);
    // While a renewal runs, its connection comes next, if the server accepts the creds.
    if (!this.renewal.isRunning) this.planRetry();
    notifier.notify();
  }

  private planRetry(): void {
    const { target } = this;
    if (target === null) return;
    const isPlanned = this.retries.plan((number) => this.dial(target, number));
    if (isPlanned) this.status = { phase: "waiting" };
  }

  private get plan(): ConnectPlan {
    return planFor(this.parts.creds(), this.target?.plan ?? DEFAULT_PLAN);
  }

  /** Returns how many messages came in the last second. */
  private endConnection(): number {
    this.serverWatch.end();
    this.parts.repeats.onConnectionEnded();
    this.parts.responders.onConnectionEnded();
    return this.parts.subscriptions.onConnectionEnded();
  }
}
