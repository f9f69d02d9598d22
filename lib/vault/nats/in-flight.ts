// What was sent and is not yet confirmed by a PONG, and which of it a permissions violation belongs to.
// The server names only a subject, but it answers in the order in which things were sent. One for each
// connection; used by connection.ts and inbox-requests.ts.

import type { NatsConnection } from "nats.ws";
import { fail, ok, type Result } from "@/lib/shared/base/result";

type RefusalCode = "permissions-violation" | "limits/subscriptions";
export type SendFault = RefusalCode | "connection-ended" | "payload-too-large";
export type Refusal = Extract<Result<never, RefusalCode>, { readonly ok: false }>;

type ActionKind = "publish" | "subscription";

/** An action that the server may refuse until its next PONG. */
export interface InFlightAction {
  readonly kind: ActionKind;
  readonly subject: string;
  readonly queue: string;
  /** The vault acts on its own initiative, not for the user, so a violation is no news for the user. */
  readonly isSilent: boolean;
  /** Set once the server refused it. */
  refusal: Refusal | null;
  onRefused(refusal: Refusal): void;
}

/** A permissions violation, as the server words it. */
export interface Violation {
  readonly kind: ActionKind;
  readonly subject: string;
  readonly queue: string;
  readonly text: string;
}

export class InFlight {
  private readonly sent = new Set<InFlightAction>();
  private readonly endListeners = new Set<() => void>();
  private together: Promise<boolean> | null = null;
  private hasEnded = false;

  constructor(private readonly nc: NatsConnection) {}

  get isEnded(): boolean {
    return this.hasEnded;
  }

  /** Sends, and waits for the PONG that follows. By then a refusal has come. */
  async follow(
    action: InFlightAction,
    send: () => Result<null, SendFault>,
  ): Promise<Result<null, SendFault>> {
    if (this.isEnded || this.nc.isClosed()) return fail("connection-ended");
    this.sent.add(action);
    const written = send();
    if (!written.ok) {
      this.sent.delete(action);
      return written;
    }
    // The vault asks hundreds of questions in one turn.
    const isAlive = await (action.isSilent ? this.flushTogether() : this.flush());
    this.sent.delete(action);
    if (action.refusal !== null) return action.refusal;
    return isAlive ? ok(null) : fail("connection-ended");
  }

  /** Counts an action as in flight until the returned function is called. */
  hold(action: InFlightAction): () => void {
    this.sent.add(action);
    return () => this.sent.delete(action);
  }

  /** One PING, and so one frame, for all that is sent in this turn. */
  private flushTogether(): Promise<boolean> {
    this.together ??= Promise.resolve().then(() => {
      this.together = null;
      return this.flush();
    });
    return this.together;
  }

  /** False when the connection ended first: nats.ws never settles the promise of its flush then. */
  flush(): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.isEnded || this.nc.isClosed()) return resolve(false);
      const settle = (isAlive: boolean) => {
        removeListener();
        resolve(isAlive);
      };
      const onEnd = () => settle(false);
      const removeListener = this.addEndListener(onEnd);
      this.nc.flush().then(() => settle(true), onEnd);
    });
  }

  /** Returns a function that removes the listener. */
  addEndListener(onEnd: () => void): () => void {
    this.endListeners.add(onEnd);
    return () => this.endListeners.delete(onEnd);
  }

  /** Settles everything that is still waiting. Nothing can be sent afterwards. */
  end(): void {
    this.hasEnded = true;
    for (const onEnd of [...this.endListeners]) onEnd();
    this.endListeners.clear();
  }

  /**
   * Refuses the action that caused the violation, and returns it. `requests` are confirmed requests that
   * still wait for replies.
   */
  attribute(violation: Violation, requests: Iterable<InFlightAction>): InFlightAction | null {
    const { kind, subject, queue } = violation;
    const open = [...this.sent, ...requests].filter((action) => action.kind === kind);
    const named = open.filter((action) => action.subject === subject && action.queue === queue);
    const cause =
      named.find((action) => action.refusal === null) ??
      // A request may be refused twice: for its inbox and for its subject.
      named[0] ??
      // The server refuses a mapped subject under the name that it was mapped to (nats-server
      // server/client.go selectMappedSubject). It answers in the order sent.
      (kind === "publish"
        ? open.find((action) => action.refusal === null && this.sent.has(action))
        : undefined);
    if (cause === undefined) return null;
    refuse(cause, violation.text, subject);
    return cause;
  }

  /**
   * Refuses the first subscription that is not yet confirmed: "maximum subscriptions exceeded" names no
   * subject.
   */
  attributeSubscriptionLimit(text: string): void {
    const cause = [...this.sent].find(
      (action) => action.kind === "subscription" && action.refusal === null,
    );
    if (cause !== undefined) refuse(cause, text, cause.subject, "limits/subscriptions");
  }
}

export function newAction(
  kind: ActionKind,
  subject: string,
  { queue = "", isSilent = false, onRefused = () => {} }: Partial<InFlightAction> = {},
): InFlightAction {
  return { kind, subject, queue, isSilent, refusal: null, onRefused };
}

/** `subject` is the one that the server names. */
export function refuse(
  action: InFlightAction,
  text: string,
  subject: string,
  code: RefusalCode = "permissions-violation",
): void {
  const refusal = fail(code, { text, subject });
  action.refusal = refusal;
  action.onRefused(refusal);
}
