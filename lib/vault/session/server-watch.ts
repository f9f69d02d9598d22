// The open connection of a session and what its server says of itself: later INFOs, errors, who we are,
// signs of life. Owned by session.ts. All of it goes into the session's record.
// Invariant: an answer counts only while the connection that was asked is the open one.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { parseServerError } from "@/lib/shared/diagnosis/server-errors";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { InfoFacts, ServerFacts } from "@/lib/shared/facts/attempt";
import type { RightsResult } from "@/lib/shared/facts/permission-tries";
import type { SubscriptionManager } from "@/lib/vault/console/subscriptions";
import type { Connection } from "@/lib/vault/nats/connection";
import { askIdentity } from "@/lib/vault/nats/identity";
import { startHeartbeat } from "./heartbeat";
import { identityOfInfo, laterInfo } from "./session-facts";
import type { SessionRecord } from "./session-record";

export class ServerWatch {
  private open: Connection | null = null;
  private stopHeartbeat = () => {};

  constructor(
    private readonly record: SessionRecord,
    private readonly subscriptions: SubscriptionManager,
    private readonly hooks: {
      changed(): void;
      /** It has been silent for too long. */
      lost(): void;
    },
  ) {}

  get connection(): Connection | null {
    return this.open;
  }

  /** From now on this is the open connection; a former one is left as it is. */
  start(connection: Connection, asksIdentity: boolean): void {
    this.stopHeartbeat();
    this.open = connection;
    void this.identify(connection, asksIdentity);
    this.stopHeartbeat = startHeartbeat(connection, {
      measured: (roundTripMs) => {
        if (this.open === connection) this.learned({ roundTripMs });
      },
      stalled: (ms) => this.subscriptions.notice("flow/suspended", "", "", { ms }),
      lost: () => this.hooks.lost(),
    });
  }

  end(): void {
    this.stopHeartbeat();
    this.open?.ended();
    this.open = null;
  }

  /** Asks for the rights in force once more: an account may have changed since. */
  async askRights(connection: Connection): Promise<Result<RightsResult, ActionFault>> {
    const report = await askIdentity(connection);
    if (this.open !== connection) return fail("connection-ended");
    const account = this.record.facts.server?.info.remoteAccount ?? null;
    const identity = report.answer ?? (account === null ? null : identityOfInfo(account));
    this.learned({ identity, identitySilence: report.silence });
    return ok(report);
  }

  learned(change: Partial<ServerFacts>): void {
    if (this.record.learned(change)) this.hooks.changed();
  }

  info(info: InfoFacts): void {
    const { server } = this.record.facts;
    if (server === null) return;
    if (info.lameDuck && !server.info.lameDuck) this.subscriptions.notice("server/lame-duck");
    const merged = laterInfo(server.info, info);
    this.learned({ info: merged, maxPayloadBytes: info.maxPayloadBytes });
    this.accountNamed(merged.remoteAccount);
  }

  /** The second INFO says the account; a fuller answer of the server is not replaced by it. */
  accountNamed(account: string | null): void {
    if (account === null || this.record.facts.server?.identity?.from === "user-info") return;
    this.learned({ identity: identityOfInfo(account) });
  }

  serverError(text: string): void {
    const said = parseServerError(text);
    if (said.kind === "permissions-violation") {
      const { operation, subject, queue } = said;
      const isOurs = this.open?.refused(operation, subject, queue, text) ?? false;
      if (operation === "subscription") this.subscriptions.onRefused(subject, queue, text);
      if (!isOurs) this.subscriptions.notice("permissions-violation", subject, text);
      return;
    }
    this.record.heardError(text);
    if (said.word === "subscriptions") this.open?.refusedByLimit(text);
    if (said.notice !== null) this.subscriptions.notice(said.notice, "", text);
  }

  private async identify(connection: Connection, asksIdentity: boolean): Promise<void> {
    // Asking for what is ruled out would only put a violation into the server's log.
    if (!asksIdentity) {
      this.learned({ identitySilence: "no-permission-subject" });
      return;
    }
    const { answer, silence } = await askIdentity(connection);
    if (this.open !== connection) return;
    if (answer === null) this.learned({ identitySilence: silence });
    else this.learned({ identity: answer });
  }
}
