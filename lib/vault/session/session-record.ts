// What was observed of one session: the last attempt, the server that answered it, how the connection ended,
// and the outcome. Owned by session.ts; session-connection.ts and server-watch.ts write to it. It notifies
// no one.
// Invariant: the record has a server only together with the attempt that reached it.

import { endCodeOf, outcomeOf } from "@/lib/shared/diagnosis/outcome";
import type { EndCode } from "@/lib/shared/diagnosis/server-errors";
import type {
  AttemptRecord,
  CloseFacts,
  EndRecord,
  HostProbeFacts,
  LocalNetworkFacts,
  ServerFacts,
} from "@/lib/shared/facts/attempt";
import type { Outcome } from "@/lib/shared/facts/causes";
import { maskQuery } from "@/lib/shared/grammar/address";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { EvenCuts } from "./even-cuts";
import type { HandoverFailure, OpenedConnection } from "./handover";
import { newServer, type SessionCreds, untriedAttempt } from "./session-facts";

type Facts = Omit<SessionState, "id" | "phase" | "retryAt" | "inboxPrefix">;

/** An -ERR explains the end of a connection if it came at most this long before. */
const ERROR_BEFORE_END_MS = 2000;
const NO_VERDICT = {
  ...{ outcome: null, server: null, end: null, endCode: null },
  ...{ hostProbe: null, localNetwork: null, cuts: null },
};

export class SessionRecord {
  private now: Facts = { ...NO_VERDICT, attempt: null };
  /** `at` is by the clock of arrivals: the machine's own can be set back or forward between an error and the end. */
  private recentErrors: { readonly at: number; readonly text: string }[] = [];

  private readonly cuts = new EvenCuts();

  constructor(private readonly creds: () => ReturnType<SessionCreds["facts"]>) {}

  get facts(): Facts {
    return this.now;
  }

  get maxPayloadBytes(): number {
    return this.now.server?.maxPayloadBytes ?? 0;
  }

  /** Forgets all but the last attempt, which stays until the next one has begun. */
  forgetVerdict(): void {
    this.cuts.forget();
    this.now = { ...NO_VERDICT, attempt: this.now.attempt };
  }

  forgetAll(): void {
    this.cuts.forget();
    this.now = { ...NO_VERDICT, attempt: null };
  }

  setNotTried(address: string, localCode: "net/bad-url" | "net/mixed-content"): void {
    const attempt = untriedAttempt(maskQuery(address), localCode);
    this.set({ outcome: "unreachable", end: null, endCode: null, server: null, attempt });
  }

  setAttempt(attempt: AttemptRecord): void {
    this.set({ attempt });
  }

  /** Returns the outcome of this attempt alone. */
  setFailed(attempt: AttemptRecord): Outcome | null {
    const outcome = outcomeOf(attempt, null, this.creds());
    // A failed retry is evidence, but the verdict remains that the connection ended.
    this.set({ attempt, outcome: this.now.outcome === "ended" ? "ended" : outcome });
    return outcome;
  }

  /** The server answered `attempt` with this INFO and a PONG. */
  setAccepted(attempt: AttemptRecord, info: ServerFacts["info"]): void {
    // An -ERR that ends the connection can come before the PONG.
    this.setServer(attempt, newServer(info), attempt.errors);
  }

  setHandedOver({ record, server, errors }: OpenedConnection): void {
    this.forgetVerdict();
    this.setServer(record, server, errors);
  }

  addServerError(text: string): void {
    this.recentErrors = [...this.recentErrors.slice(-7), { at: clockMs(), text }];
  }

  /** False when the record has no server. */
  updateServer(change: Partial<ServerFacts>): boolean {
    const { attempt, server: before } = this.now;
    if (before === null || attempt === null) return false;
    const server = { ...before, ...change };
    if (this.now.end === null && !server.isSilent) this.cuts.onHeard(clockMs());
    const outcome = outcomeOf(attempt, server, this.creds());
    this.set({ server, outcome, cuts: this.cuts.facts });
    return true;
  }

  /** `isFlooded`: so many messages came that the server probably dropped a slow consumer. */
  setEnded(
    close: CloseFacts,
    isFlooded = false,
  ): { readonly end: EndRecord; readonly code: EndCode } {
    const now = clockMs();
    const end: EndRecord = {
      at: Date.now(),
      errors: this.recentErrors
        .filter((error) => now - error.at <= ERROR_BEFORE_END_MS)
        .map(({ text }) => text),
      close,
      byUser: false,
    };
    const code = endCodeOf(end, this.creds());
    this.cuts.onLost(now, code === "ended/lost" && end.errors.length === 0 && !isFlooded);
    this.set({ end, endCode: code, outcome: "ended", cuts: this.cuts.facts });
    return { end, code };
  }

  /** The connection dropped so often that there are no more retries. */
  setGivenUp(drops: number): void {
    if (this.now.end !== null) this.set({ end: { ...this.now.end, givenUpAfter: drops } });
  }

  setEndedByUser(): void {
    // Renewed creds that the server has not answered yet have no verdict.
    if (this.now.attempt === null) return;
    this.set({ end: { at: Date.now(), errors: [], close: null, byUser: true } });
  }

  /** Takes the failure of these creds, which were tried for another row. */
  setFailedElsewhere({ record: attempt, server, end }: HandoverFailure): void {
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

  /** Of this attempt; another one may have begun meanwhile. Returns whether it was noted. */
  setLocalNetwork(attempt: AttemptRecord, localNetwork: LocalNetworkFacts): boolean {
    if (this.now.attempt !== attempt) return false;
    this.set({ localNetwork });
    return true;
  }

  private setServer(attempt: AttemptRecord, server: ServerFacts, errors: readonly string[]): void {
    this.recentErrors = errors.map((text) => ({ at: clockMs(), text }));
    this.cuts.onOpened(clockMs());
    const outcome = outcomeOf(attempt, server, this.creds());
    this.set({ attempt, server, end: null, endCode: null, outcome });
  }

  private set(change: Partial<Facts>): void {
    this.now = { ...this.now, ...change };
  }
}
