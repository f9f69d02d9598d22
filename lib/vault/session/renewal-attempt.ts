// The trial of renewed creds beside the open connection of one session, at most one at a time. Owned by
// session.ts; the way over itself is handover.ts. Whoever began a trial is told how it ended, unless it
// was called off.

import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";
import type { SubscriptionManager } from "@/lib/vault/console/subscriptions";
import type { Connection } from "@/lib/vault/nats/connection";
import {
  ConnectionHandover,
  type OpenEvents,
  type OpenedConnection,
  type RenewalListener,
} from "./handover";
import type { SessionCreds } from "./session-facts";
import type { SessionNotifier } from "./session-notifier";

export class RenewalAttempt {
  private handover: ConnectionHandover | null = null;
  private listener: RenewalListener | null = null;

  constructor(
    private readonly subscriptions: SubscriptionManager,
    private readonly news: SessionNotifier,
    private readonly hooks: {
      /** As in TakeOverHooks; the entry has the renewed creds now. */
      taken(taken: OpenedConnection): OpenEvents;
      failed(): void;
    },
  ) {}

  get isRunning(): boolean {
    return this.handover !== null;
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
    trialEnd: RenewalListener,
  ): void {
    this.cancel();
    const { subscriptions, hooks } = this;
    subscriptions.notice("session/renewing", "", plan.address);
    this.listener = trialEnd;
    this.handover = new ConnectionHandover(
      creds,
      { ...plan, bridge: bridgeTarget(plan.address, plan.pageOrigin) },
      {
        onFrame: this.news.addFrame,
        newIngest: () => subscriptions.newIngest(),
        moveSubscriptions: (next) => subscriptions.moveTo(next, former),
        onOpened: (taken) => {
          this.clear();
          trialEnd.onAccepted();
          return hooks.taken(taken);
        },
        onFailed: (failure) => {
          this.clear();
          const { record, end } = failure;
          const words = end?.errors.at(-1) ?? record.errors.at(-1) ?? record.close?.reason ?? "";
          subscriptions.notice("session/renewal-failed", "", words);
          trialEnd.onFailed(failure);
          hooks.failed();
        },
      },
    );
  }

  /** Ends a trial as if the creds had not come; gives who began it. */
  cancel(): RenewalListener | null {
    const { handover, listener } = this;
    handover?.end();
    this.clear();
    return listener;
  }

  private clear(): void {
    this.handover = null;
    this.listener = null;
  }
}
