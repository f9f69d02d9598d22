// What the server says while a connection is open: later INFOs, errors, the user's identity, signs of life.
// Owned by session-connection.ts. All of it goes into the session's record.
// Invariant: an answer counts only while the connection that was asked is the open one.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { parseServerError } from "@/lib/shared/diagnosis/server-errors";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { InfoFacts, ServerFacts } from "@/lib/shared/facts/attempt";
import type { RightsResult } from "@/lib/shared/facts/permission-tries";
import type { SubscriptionManager } from "@/lib/vault/console/subscriptions";
import type { Wire } from "@/lib/vault/nats/attempt-run";
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
    private readonly events: {
      onChanged(): void;
      /** The server has not answered for too long. */
      onLost(): void;
    },
  ) {}

  /** Watches this connection from now on. A former one is neither watched nor ended. */
  start(connection: Connection, wire: Wire, asksIdentity: boolean): void {
    this.stopHeartbeat();
    this.open = connection;
    void this.identify(connection, asksIdentity);
    this.stopHeartbeat = startHeartbeat(connection, wire, {
      onRoundTrip: (roundTripMs) => {
        if (this.open !== connection) return;
        this.update({ roundTripMs, lastAnswerAt: wire.heardAt(), isSilent: false });
      },
      onSilence: (isSilent) => {
        if (this.open === connection) this.update({ isSilent, lastAnswerAt: wire.heardAt() });
      },
      onStalled: (ms) => this.subscriptions.notice("flow/suspended", "", "", { ms }),
      onLost: () => this.events.onLost(),
    });
  }

  end(): void {
    this.stopHeartbeat();
    this.open?.end();
    this.open = null;
  }

  /** Asks again for the rights in force, because an account may have changed. */
  async askRights(connection: Connection): Promise<Result<RightsResult, ActionFault>> {
    const report = await askIdentity(connection, this.serverId);
    if (this.open !== connection) return fail("connection-ended");
    const account = this.record.facts.server?.info.remoteAccount ?? null;
    const identity = report.answer ?? (account === null ? null : identityOfInfo(account));
    this.update({ identity, identitySilence: report.silence });
    return ok(report);
  }

  private get serverId(): string {
    return this.record.facts.server?.info.serverId ?? "";
  }

  update(change: Partial<ServerFacts>): void {
    if (this.record.updateServer(change)) this.events.onChanged();
  }

  onInfo(info: InfoFacts): void {
    const { server } = this.record.facts;
    if (server === null) return;
    if (info.lameDuck && !server.info.lameDuck) this.subscriptions.notice("server/lame-duck");
    const merged = laterInfo(server.info, info);
    this.update({ info: merged, maxPayloadBytes: info.maxPayloadBytes });
    this.setAccount(merged.remoteAccount);
  }

  /** Takes the account that the second INFO names, unless the server has already said more. */
  setAccount(account: string | null): void {
    if (account === null || this.record.facts.server?.identity?.from === "user-info") return;
    this.update({ identity: identityOfInfo(account) });
  }

  onServerError(text: string): void {
    const said = parseServerError(text);
    if (said.kind === "permissions-violation") {
      const { operation, subject, queue } = said;
      const isSilent = this.open?.onPermissionsViolation(operation, subject, queue, text) ?? false;
      if (operation === "subscription") this.subscriptions.onRefused(subject, queue, text);
      if (!isSilent) this.subscriptions.notice("permissions-violation", subject, text);
      return;
    }
    this.record.addServerError(text);
    if (said.word === "subscriptions") this.open?.onSubscriptionLimit(text);
    if (said.notice !== null) this.subscriptions.notice(said.notice, "", text);
  }

  private async identify(connection: Connection, asksIdentity: boolean): Promise<void> {
    // A question that cannot be answered would only put a violation into the server's log.
    if (!asksIdentity) {
      this.update({ identitySilence: "no-permission-subject" });
      return;
    }
    const { answer, silence } = await askIdentity(connection, this.serverId);
    if (this.open !== connection) return;
    if (answer === null) this.update({ identitySilence: silence });
    else this.update({ identity: answer });
  }
}
