// One loaded creds and its connection over time: attempts, the open connection, its end, automatic
// retries. Owned by the vault (vault.ts), one per entry that was ever connected. All that the server
// says passes here and becomes state, a notice in the stream, or the answer of an action.
// Invariant: at most one AttemptRun is alive; whatever ends it goes through `leave`.

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
import type { RepeatFacts, RepeatTemplate, StoreLimits } from "@/lib/facts/console";
import type { CredsFacts, EntryId } from "@/lib/facts/creds";
import { parseAddress, type ServerAddress } from "@/lib/grammar/address";
import { chooseInbox } from "@/lib/grammar/inbox";
import {
  type AttemptIdentity,
  type AttemptRun,
  type Dialled,
  runAttempt,
} from "@/lib/nats/attempt-run";
import { Connection } from "@/lib/nats/connection";
import { askIdentity } from "@/lib/nats/identity";
import { probe } from "@/lib/nats/probe";
import type { RepeatRun } from "@/lib/nats/repeat-run";
import type { SessionPhase, SessionState, VaultEvent } from "@/lib/vault/protocol";
import { ConsoleDesk } from "@/lib/vault/worker/console-desk";
import { FrameLog } from "@/lib/vault/worker/frame-log";
import { type RetryKind, retryAfter, retryWaitMs } from "@/lib/vault/worker/retry-plan";
import {
  identityOfInfo,
  laterInfo,
  newServer,
  untriedAttempt,
} from "@/lib/vault/worker/session-facts";
import { StallWatch } from "@/lib/vault/worker/stall-watch";

/** What a session needs of its entry. */
export interface SessionCreds {
  readonly id: EntryId;
  readonly identity: AttemptIdentity;
  facts(): Pick<CredsFacts, "jwt">;
}

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
const HEARTBEAT_MS = 5000;
/** So many heartbeats without an answer, and the connection counts as lost. */
const MAX_SILENT_HEARTBEATS = 4;
/** A connection lost without a word in such a stream was likely dropped as a slow consumer. */
const FLOOD_PER_SECOND = 500;
/** An -ERR explains the end when it came this shortly before it. */
const SAME_BREATH_MS = 2000;
const LOST: CloseFacts = { code: 1006, reason: "", wasClean: false };

export class Session {
  readonly desk: ConsoleDesk;
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
  private run: AttemptRun | null = null;
  private connection: Connection | null = null;
  private retry: RetryKind = "none";
  private retries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private recentErrors: { readonly at: number; readonly text: string }[] = [];
  private isFramesTold = false;
  private repeatRun: RepeatRun | null = null;
  private repeats = 0;
  /** When the connection ended that a retry is to replace; null when nothing could have come since. */
  private lostAt: number | null = null;

  constructor(
    private readonly creds: SessionCreds,
    private readonly host: SessionHost,
  ) {
    this.id = creds.id;
    this.desk = new ConsoleDesk(
      () => host.emit({ kind: "rowsArrived", id: this.id }),
      host.limits(),
    );
  }

  /** Begins a repeated publish; its subject, headers and first payload have been checked. */
  async repeat(
    template: RepeatTemplate,
    times: number,
    perSecond: number | null,
  ): Promise<Result<RepeatFacts, ActionFault>> {
    const { connection, run } = this;
    if (connection === null || run === null) return fail("not-connected");
    if (this.repeatRun !== null && !this.repeatRun.isOver) return fail("repeat-running");
    const { newRepeat } = await import("@/lib/nats/repeat-run");
    this.repeats += 1;
    const repeat = newRepeat(
      {
        ...{ run: this.repeats, template, times, perSecond },
        maxPayloadBytes: this.server?.maxPayloadBytes ?? 0,
        changed: (facts, fault) =>
          this.host.emit({ kind: "repeatChanged", id: this.id, repeat: facts, fault }),
      },
      connection,
      run.wire,
    );
    if (!repeat.ok) return repeat;
    this.repeatRun = repeat.value;
    const started = await repeat.value.start();
    if (!started.ok) this.repeatRun = null;
    return started;
  }

  /** The repeated publish of that number. */
  repeatOf(number: number): RepeatRun | null {
    return this.repeatRun?.facts().run === number ? this.repeatRun : null;
  }

  /** Runs an action of the user on the open connection. */
  async withOpen<T>(
    act: (connection: Connection) => Promise<Result<T, ActionFault>>,
  ): Promise<Result<T, ActionFault>> {
    return this.connection === null ? fail("not-connected") : act(this.connection);
  }

  connect(text: string, timeLimitMs: number): Result<null, ActionFault> {
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
    this.retry = "none";
    this.retries = 0;
    this.outcome = null;
    this.end = null;
    this.endCode = null;
    this.server = null;
    this.probed = null;
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
      this.end = { at: Date.now(), errors: [], close: null, byUser: true };
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

  /** Looks closer at where no NATS server answered. Does nothing after any other outcome. */
  async probe(): Promise<void> {
    const { address, attempt } = this;
    if (address === null || this.outcome !== "unreachable" || this.phase !== "idle") return;
    const frame = (direction: "in" | "out", line: string) => this.frame(direction, line);
    const found = await probe(address, { ...this.host, frame });
    if (this.attempt !== attempt) return;
    this.probed = found;
    this.changed();
  }

  /** Ends the connection, a dial on its way or a planned retry; says nothing to the page. */
  leave(): void {
    const { run } = this;
    this.run = null;
    run?.end();
    this.closeConnection();
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    this.telling = undefined;
    this.retryAt = null;
    this.phase = "idle";
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
    const permissions = this.creds.facts().jwt?.user?.permissions ?? null;
    const { prefix } = chooseInbox(permissions?.subscribe ?? { allow: null, deny: null });
    this.phase = "connecting";
    this.retryAt = null;
    const intake = this.desk.newIntake();
    const run: AttemptRun = runAttempt(
      this.creds.identity,
      { address: address.url, number, timeLimitMs: this.timeLimitMs, intake },
      {
        frame: (direction, line) => this.frame(direction, line),
        progressed: (record) => {
          if (this.run === run) this.progressed(record);
        },
        finished: (record, nc) => {
          if (this.run === run) this.finished(record, nc, prefix, intake.wire);
        },
        info: (info) => {
          if (this.server === null || this.run !== run) return;
          if (info.lameDuck && !this.server.info.lameDuck) this.desk.notice("server/lame-duck");
          const merged = laterInfo(this.server.info, info);
          this.serverChanged({ info: merged, maxPayloadBytes: info.maxPayloadBytes });
          this.accountNamed(merged.remoteAccount);
        },
        serverError: (text) => {
          if (this.run === run) this.serverError(text);
        },
        closed: (close) => {
          if (this.run === run) this.ended(close);
        },
      },
    );
    this.run = run;
    if (this.attempt === null) this.telling = setTimeout(() => this.changed(), TELL_AFTER_MS);
    else this.changed();
  }

  private progressed(record: AttemptRecord): void {
    this.attempt = record;
    if (this.telling === undefined) this.changed();
  }

  private finished(
    record: AttemptRecord,
    nc: Dialled | null,
    inboxPrefix: string,
    intake: WireIntake,
  ): void {
    this.attempt = record;
    if (record.end === "pong" && record.info !== null) {
      this.opened(record, nc, inboxPrefix, intake);
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

  private opened(
    record: AttemptRecord,
    nc: Dialled | null,
    inboxPrefix: string,
    intake: WireIntake,
  ): void {
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
    const maxPayloadBytes = () => this.server?.maxPayloadBytes ?? 0;
    const connection = new Connection(nc, inboxPrefix, maxPayloadBytes, intake);
    this.connection = connection;
    const restored = this.desk.restore(connection);
    if (restored > 0 && this.lostAt !== null) {
      this.desk.notice("flow/gap", "", "", { ms: Math.round(clockMs() - this.lostAt) });
    }
    this.lostAt = null;
    void this.identify(connection);
    this.startHeartbeat(connection);
  }

  private async identify(connection: Connection): Promise<void> {
    const permissions = this.creds.facts().jwt?.user?.permissions ?? null;
    const answer = await askIdentity(connection, permissions);
    if (this.connection !== connection) return;
    if (typeof answer === "string") this.serverChanged({ identitySilence: answer });
    else this.serverChanged({ identity: answer });
  }

  /** The second INFO says the account; a fuller answer of the server is not replaced by it. */
  private accountNamed(account: string | null): void {
    if (account === null || this.server?.identity?.from === "user-info") return;
    this.serverChanged({ identity: identityOfInfo(account) });
  }

  private startHeartbeat(connection: Connection): void {
    let silent = 0;
    const watch = new StallWatch(HEARTBEAT_MS, clockMs());
    const beat = async () => {
      const ms = watch.beat(clockMs());
      if (ms > 0) this.desk.notice("flow/suspended", "", "", { ms });
      if (silent >= MAX_SILENT_HEARTBEATS) {
        this.run?.end();
        this.ended(LOST);
        return;
      }
      silent += 1;
      const roundTripMs = await connection.roundTrip();
      if (roundTripMs === null || this.connection !== connection) return;
      silent = 0;
      this.serverChanged({ roundTripMs });
    };
    void beat();
    this.heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
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
    this.planRetry();
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
    clearInterval(this.heartbeat);
    this.connection?.ended();
    this.connection = null;
    this.repeatRun?.connectionEnded();
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
