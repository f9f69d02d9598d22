// The trial of renewed creds beside the open connection of one session, at most one at a time. Owned by
// session.ts; the way over itself is handover.ts. Whoever began a trial is told how it ended, unless it
// was called off.

import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";
import type { ConsoleDesk } from "@/lib/vault/console/subscriptions";
import type { Connection } from "@/lib/vault/nats/connection";
import { type OpenEvents, type Taken, TakeOver, type TrialEnd } from "./handover";
import type { SessionCreds } from "./session-facts";
import type { PageNews } from "./session-notifier";

export class RenewalTrial {
  private takeOver: TakeOver | null = null;
  private trialEnd: TrialEnd | null = null;

  constructor(
    private readonly desk: ConsoleDesk,
    private readonly news: PageNews,
    private readonly hooks: {
      /** As in TakeOverHooks; the entry has the renewed creds now. */
      taken(taken: Taken): OpenEvents;
      failed(): void;
    },
  ) {}

  get isOn(): boolean {
    return this.takeOver !== null;
  }

  start(
    creds: SessionCreds,
    plan: {
      readonly address: string;
      readonly pageOrigin: string;
      readonly timeLimitMs: number;
      readonly inboxPrefix: string;
    },
    former: Connection,
    trialEnd: TrialEnd,
  ): void {
    this.callOff();
    const { desk, hooks } = this;
    desk.notice("session/renewing", "", plan.address);
    this.trialEnd = trialEnd;
    this.takeOver = new TakeOver(
      creds,
      { ...plan, bridge: bridgeTarget(plan.address, plan.pageOrigin) },
      {
        frame: this.news.frame,
        newIntake: () => desk.newIntake(),
        move: (next) => desk.moveTo(next, former),
        taken: (taken) => {
          this.forget();
          trialEnd.accepted();
          return hooks.taken(taken);
        },
        failed: (failure) => {
          this.forget();
          const { record, end } = failure;
          const words = end?.errors.at(-1) ?? record.errors.at(-1) ?? record.close?.reason ?? "";
          desk.notice("session/renewal-failed", "", words);
          trialEnd.failed(failure);
          hooks.failed();
        },
      },
    );
  }

  /** Ends a trial as if the creds had not come; gives who began it. */
  callOff(): TrialEnd | null {
    const { takeOver, trialEnd } = this;
    takeOver?.end();
    this.forget();
    return trialEnd;
  }

  private forget(): void {
    this.takeOver = null;
    this.trialEnd = null;
  }
}
