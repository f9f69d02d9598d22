// The responder of one session, one at a time. It belongs to one connection and ends with it: nothing starts
// it again, since answering is something that the user has to want. Owned by session.ts. The code of a
// responder is loaded with the first one.

import { type Fault, fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ResponderAnswer, ResponderFacts } from "@/lib/shared/facts/console";
import type { Connection } from "@/lib/vault/nats/connection";
import type { ResponderRun } from "@/lib/vault/nats/responder-run";

/** What the user asked for. The caller has checked subject and queue group. */
export interface ResponderOrder {
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  readonly answer: ResponderAnswer;
  readonly delayMs: number;
}

export class Responders {
  private run: ResponderRun | null = null;
  /** Rises with every start, stop and end, so that a start that is overtaken gives up. */
  private turn = 0;

  constructor(
    private readonly onChanged: (facts: ResponderFacts, fault: Fault<ActionFault> | null) => void,
  ) {}

  /** Settles once the server has taken the subscription. */
  async start(
    order: ResponderOrder,
    connection: Connection,
  ): Promise<Result<ResponderFacts, ActionFault>> {
    this.stop();
    const { turn } = this;
    const { startResponder } = await import("@/lib/vault/nats/responder-run");
    if (turn !== this.turn) return fail("superseded");
    const run = startResponder(order, connection, this.onChanged);
    if (!run.ok) return run;
    this.run = run.value;
    return run.value.started();
  }

  stop(): void {
    this.end(null);
  }

  onConnectionEnded(): void {
    this.end(fail("connection-ended").fault);
  }

  private end(fault: Fault<ActionFault> | null): void {
    this.turn += 1;
    this.run?.end(fault);
    this.run = null;
  }
}
