// The creds of a check on one server: which are next, which are being tried, and whether the server still answers.
// Owned by check-run.ts, which says when the next one may start.
// Invariant: each creds is in one place only: waiting, being tried, held as a doubt, or done.
//
// What a dying server says about creds is not about the creds. So an attempt that reached no NATS server is held until
// one reaches it; after SILENT_AFTER of them in a row the server is silent, and the held creds wait again. What a busy
// or dying server says to anybody (no words, a shutdown, its time limit for CONNECT, an accepted connection that ended)
// is tried again before it counts, and so is an attempt that alone reached no server.

import { namedCause } from "@/lib/shared/diagnosis/outcome";
import type {
  CheckColumnFacts,
  CheckColumnState,
  CheckObservation,
} from "@/lib/shared/facts/check";
import type { EntryId } from "@/lib/shared/facts/creds";
import { CheckAttempt, type CheckOrder } from "./check-attempt";

export interface ColumnPlan {
  readonly ids: readonly EntryId[];
  /** At most so many attempts a second begin; null = as many as the browser allows. */
  readonly perSecond: number | null;
  /** Connections at a time, being made or open; null = MAX_OPEN. */
  readonly atATime: number | null;
  /** Null when the creds are no longer loaded. */
  orderOf(id: EntryId): CheckOrder | null;
}

export interface ColumnEvents {
  onResult(id: EntryId, observation: CheckObservation): void;
  /** Another attempt may begin, or the state is another one. */
  onChanged(): void;
}

const SILENT_AFTER = 3;
/** Connections to one server at a time, being made or open. */
const MAX_OPEN = 12;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;
/** A silent server is tried so often before its column ends: for about a minute. */
const MAX_RETRIES = 8;
/** A doubtful answer is asked for again so often. */
const REPEATS = 2;
/** A nonce is not bound to its server, so no server gets more signatures of one creds than by one Connect (retries.ts). */
const MAX_SIGNATURES = 10;
const ABNORMAL = [1001, 1006];

interface Doubt {
  readonly id: EntryId;
  readonly observation: CheckObservation;
}

export class CheckColumn {
  private waiting: EntryId[];
  private readonly trying = new Map<EntryId, CheckAttempt>();
  private doubts: Doubt[] = [];
  /** How often creds had a doubtful answer. */
  private readonly again = new Map<EntryId, number>();
  /** Signatures that the server may have of each creds. */
  private readonly signed = new Map<EntryId, number>();
  /** The last observation of creds after which they had to wait again. */
  private readonly lastDoubts = new Map<EntryId, CheckObservation>();
  /** Why the server was last silent. That is about no creds, so it may stand for all. */
  private lastSilence: CheckObservation | null = null;
  private now: CheckColumnState = "running";
  private done = 0;
  private dropped = 0;
  private dialling = 0;
  private nextAt = 0;
  /** Whether the server ever answered. */
  private hasAnswered = false;
  /** Whether the last attempt that ended reached a NATS server. */
  private isAnswering = false;
  private retries = 0;
  private retryAt: number | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silence: CheckObservation | null = null;

  constructor(
    private readonly plan: ColumnPlan,
    private readonly events: ColumnEvents,
  ) {
    // Taken from the end.
    this.waiting = [...plan.ids].reverse();
    this.settle();
  }

  get state(): CheckColumnState {
    return this.now;
  }

  /** WebSockets that are not open yet. */
  get pending(): number {
    return this.dialling;
  }

  get active(): number {
    return this.trying.size;
  }

  facts(): CheckColumnFacts {
    const { done, retryAt, silence } = this;
    const total = this.plan.ids.length - this.dropped;
    return { state: this.now, done, total, retryAt, silence };
  }

  /** Milliseconds until the next attempt may begin; null when none may before something else happens. */
  readyInMs(nowMs: number): number | null {
    if (this.now !== "running" || this.waiting.length === 0) return null;
    // Few at a time until the server answers. One shows whether a silent server is back.
    const most = this.isAnswering ? MAX_OPEN : this.retries > 0 ? 1 : SILENT_AFTER;
    if (this.trying.size >= Math.min(most, this.plan.atATime ?? most)) return null;
    return Math.max(0, this.nextAt - nowMs);
  }

  startNext(nowMs: number): void {
    const id = this.waiting.pop();
    if (id === undefined) return;
    const doubt = this.lastDoubts.get(id) ?? this.lastSilence;
    if (doubt !== null && (this.signed.get(id) ?? 0) >= MAX_SIGNATURES) {
      this.put(id, doubt);
      this.settle();
      return;
    }
    const order = this.plan.orderOf(id);
    if (order === null) {
      this.dropped += 1;
      this.settle();
      return;
    }
    const { perSecond } = this.plan;
    if (perSecond !== null) this.nextAt = Math.max(nowMs, this.nextAt) + 1000 / perSecond;
    this.dialling += 1;
    const attempt = new CheckAttempt(order, {
      onDialled: () => {
        this.dialling -= 1;
        this.events.onChanged();
      },
      onDone: (observation) => {
        this.trying.delete(id);
        this.take(id, observation);
        this.settle();
        this.events.onChanged();
      },
    });
    this.trying.set(id, attempt);
  }

  /** These creds are forgotten. Their attempts end. */
  drop(ids: ReadonlySet<EntryId>): void {
    const before = this.waiting.length + this.doubts.length + this.trying.size;
    this.waiting = this.waiting.filter((id) => !ids.has(id));
    this.doubts = this.doubts.filter(({ id }) => !ids.has(id));
    this.endAttempts(ids);
    this.dropped += before - (this.waiting.length + this.doubts.length + this.trying.size);
    this.settle();
  }

  /** Tries a server again that was silent, or whose column ended. */
  resume(): void {
    if (this.now !== "silent" && this.now !== "ended") return;
    clearTimeout(this.retryTimer);
    this.retryAt = null;
    this.retries = 0;
    this.now = "running";
    this.settle();
  }

  /** Ends every attempt. Creds without a result stay without one. */
  end(): void {
    clearTimeout(this.retryTimer);
    this.retryAt = null;
    this.waiting.push(...this.doubts.splice(0).map(({ id }) => id));
    this.waiting.push(...this.endAttempts(new Set(this.trying.keys())));
  }

  private take(id: EntryId, observation: CheckObservation): void {
    if (observation.attempt.signer !== null) this.countSignature(id);
    if (observation.outcome === "unreachable" && observation.attempt.end !== "not-tried") {
      this.isAnswering = false;
      this.doubts.push({ id, observation });
      if (this.doubts.length >= SILENT_AFTER || this.retries > 0) this.fallSilent(observation);
      return;
    }
    this.hasAnswered = true;
    this.isAnswering = true;
    this.retries = 0;
    this.silence = null;
    for (const doubt of this.doubts.splice(0)) this.putOrRepeat(doubt);
    if (isDoubtful(observation)) this.putOrRepeat({ id, observation });
    else this.put(id, observation);
  }

  private putOrRepeat({ id, observation }: Doubt): void {
    const before = this.again.get(id) ?? 0;
    if (before >= REPEATS) {
      this.put(id, observation);
      return;
    }
    this.again.set(id, before + 1);
    this.lastDoubts.set(id, observation);
    this.waiting.unshift(id);
  }

  private put(id: EntryId, observation: CheckObservation): void {
    this.done += 1;
    this.events.onResult(id, observation);
  }

  private fallSilent(silence: CheckObservation): void {
    this.silence = silence;
    this.lastSilence = silence;
    this.waiting.push(...this.endAttempts(new Set(this.trying.keys())));
    this.waiting.push(...this.doubts.splice(0).map(({ id }) => id));
    // What was said while the server went away counts no more.
    this.again.clear();
    if (!this.hasAnswered || this.retries >= MAX_RETRIES) {
      this.now = "ended";
      return;
    }
    this.now = "silent";
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** this.retries, MAX_RETRY_MS);
    this.retries += 1;
    this.retryAt = Date.now() + waitMs;
    this.retryTimer = setTimeout(() => {
      this.retryAt = null;
      this.now = "running";
      this.events.onChanged();
    }, waitMs);
  }

  private endAttempts(ids: ReadonlySet<EntryId>): readonly EntryId[] {
    const ended: EntryId[] = [];
    for (const [id, attempt] of this.trying) {
      if (!ids.has(id)) continue;
      if (attempt.isDialling) this.dialling -= 1;
      else this.countSignature(id);
      attempt.end();
      this.trying.delete(id);
      ended.push(id);
    }
    return ended;
  }

  private countSignature(id: EntryId): void {
    this.signed.set(id, (this.signed.get(id) ?? 0) + 1);
  }

  private settle(): void {
    const isLeft = this.waiting.length + this.trying.size > 0;
    if (isLeft || this.now === "ended") return;
    clearTimeout(this.retryTimer);
    this.retryAt = null;
    // Too few were left to tell a silent server from unlucky attempts.
    for (const doubt of this.doubts.splice(0)) {
      if (this.hasAnswered) this.putOrRepeat(doubt);
      else this.put(doubt.id, doubt.observation);
    }
    if (this.waiting.length === 0) this.now = "done";
  }
}

/** The server, not the creds, may be why: it may have been going away. */
function isDoubtful({ attempt, server, outcome }: CheckObservation): boolean {
  if (outcome === "ended") return true;
  if (outcome !== "refused") return false;
  if (attempt.end === "timed-out") return true;
  const named = namedCause(attempt, server, { jwt: null });
  if (named === "server/shutdown" || named === "server/auth-timeout") return true;
  const { close, errors, bridge } = attempt;
  const isBridgeClose = bridge !== null && (close?.reason.startsWith("bridge/") ?? false);
  return errors.length === 0 && (isBridgeClose || ABNORMAL.includes(close?.code ?? 0));
}
