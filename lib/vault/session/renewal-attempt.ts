// The attempt with renewed creds beside the open connection of one session, at most one at a time. Owned by
// session-connection.ts; handover.ts moves the session over. The listener learns how the attempt ended,
// unless it was cancelled.

import { maskQuery } from "@/lib/shared/grammar/address";
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
    private readonly notifier: SessionNotifier,
    private readonly events: {
      /** As in HandoverEvents. The entry has the renewed creds by now. */
      onReady(opened: OpenedConnection): OpenEvents;
      onFailed(): void;
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
    listener: RenewalListener,
  ): void {
    this.cancel();
    const { subscriptions, events } = this;
    subscriptions.notice("session/renewing", "", maskQuery(plan.address));
    this.listener = listener;
    this.handover = new ConnectionHandover(
      creds,
      { ...plan, bridge: bridgeTarget(plan.address, plan.pageOrigin) },
      subscriptions.newIngest(),
      {
        onFrame: this.notifier.addFrame,
        moveSubscriptions: (next) => subscriptions.moveTo(next, former),
        onReady: (opened) => {
          this.clear();
          listener.onAccepted();
          return events.onReady(opened);
        },
        onFailed: (failure) => {
          this.clear();
          const { record, end } = failure;
          const words = end?.errors.at(-1) ?? record.errors.at(-1) ?? record.close?.reason ?? "";
          subscriptions.notice("session/renewal-failed", "", words);
          listener.onFailed(failure);
          events.onFailed();
        },
      },
    );
  }

  /** Ends the attempt as if the creds had not come. Returns its listener. */
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
