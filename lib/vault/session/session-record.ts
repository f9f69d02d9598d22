// What the attempts of one session came to: the last attempt, the server that answered it, how the
// connection ended, and the outcome of it all. Owned by session.ts; server-watch.ts adds what an open
// connection says. Tells nobody.
// Invariant: no server is there without the attempt that met it.

import { endCodeOf, outcomeOf } from "@/lib/shared/diagnosis/outcome";
import type { EndCode } from "@/lib/shared/diagnosis/server-errors";
import type {
  AttemptRecord,
  CloseFacts,
  EndRecord,
  HostProbeFacts,
  ServerFacts,
} from "@/lib/shared/facts/attempt";
import type { Outcome } from "@/lib/shared/facts/causes";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import type { HandoverFailure, OpenedConnection } from "./handover";
import { newServer, type SessionCreds, untriedAttempt } from "./session-facts";

type Facts = Omit<SessionState, "id" | "phase" | "retryAt">;

/** An -ERR explains the end when it came this shortly before it. */
const SAME_BREATH_MS = 2000;
const NO_VERDICT = { outcome: null, server: null, end: null, endCode: null, hostProbe: null };

export class SessionRecord {
  private now: Facts = { ...NO_VERDICT, attempt: null };
  private recentErrors: { readonly at: number; readonly text: string }[] = [];

  constructor(private readonly creds: () => ReturnType<SessionCreds["facts"]>) {}

  get facts(): Facts {
    return this.now;
  }

  get maxPayloadBytes(): number {
    return this.now.server?.maxPayloadBytes ?? 0;
  }

  /** What came of the attempt before; its record stays until the next one has begun. */
  forgetVerdict(): void {
    this.now = { ...NO_VERDICT, attempt: this.now.attempt };
  }

  forgetAll(): void {
    this.now = { ...NO_VERDICT, attempt: null };
  }

  notTried(address: string, localCode: "net/bad-url" | "net/mixed-content"): void {
    const attempt = untriedAttempt(address, localCode);
    this.set({ outcome: "unreachable", end: null, endCode: null, server: null, attempt });
  }

  progressed(attempt: AttemptRecord): void {
    this.set({ attempt });
  }

  /** Gives what the attempt came to by itself. */
  failed(attempt: AttemptRecord): Outcome | null {
    const outcome = outcomeOf(attempt, null, this.creds());
    // A failed retry is evidence; that the connection ended stays the verdict.
    this.set({ attempt, outcome: this.now.outcome === "ended" ? "ended" : outcome });
    return outcome;
  }

  /** `attempt` ended with this INFO and a PONG. */
  opened(attempt: AttemptRecord, info: ServerFacts["info"]): void {
    // By chance of timing an -ERR that ends it may stand before the PONG.
    this.accepted(attempt, newServer(info), attempt.errors);
  }

  tookOver({ record, server, errors }: OpenedConnection): void {
    this.forgetVerdict();
    this.accepted(record, server, errors);
  }

  heardError(text: string): void {
    this.recentErrors = [...this.recentErrors.slice(-7), { at: Date.now(), text }];
  }

  /** False when there is no server to have said it. */
  learned(change: Partial<ServerFacts>): boolean {
    const { attempt, server: before } = this.now;
    if (before === null || attempt === null) return false;
    const server = { ...before, ...change };
    this.set({ server, outcome: outcomeOf(attempt, server, this.creds()) });
    return true;
  }

  ended(close: CloseFacts): { readonly end: EndRecord; readonly code: EndCode } {
    const at = Date.now();
    const end: EndRecord = {
      at,
      errors: this.recentErrors
        .filter((error) => at - error.at <= SAME_BREATH_MS)
        .map(({ text }) => text),
      close,
      byUser: false,
    };
    const code = endCodeOf(end, this.creds());
    this.set({ end, endCode: code, outcome: "ended" });
    return { end, code };
  }

  endedByUser(): void {
    // Renewed creds that were on trial have no verdict yet.
    if (this.now.attempt === null) return;
    this.set({ end: { at: Date.now(), errors: [], close: null, byUser: true } });
  }

  /** How these creds fared on trial for another row. */
  failedElsewhere({ record: attempt, server, end }: HandoverFailure): void {
    const creds = this.creds();
    this.set({
      attempt,
      server,
      end,
      endCode: end && endCodeOf(end, creds),
      outcome: end === null ? outcomeOf(attempt, server, creds) : "ended",
    });
  }

  setHostProbe(hostProbe: HostProbeFacts): void {
    this.set({ hostProbe });
  }

  private accepted(attempt: AttemptRecord, server: ServerFacts, errors: readonly string[]): void {
    this.recentErrors = errors.map((text) => ({ at: Date.now(), text }));
    const outcome = outcomeOf(attempt, server, this.creds());
    this.set({ attempt, server, end: null, endCode: null, outcome });
  }

  private set(change: Partial<Facts>): void {
    this.now = { ...this.now, ...change };
  }
}
