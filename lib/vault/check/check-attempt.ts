// One real attempt of a check: connects, asks what a single attempt asks, and disconnects. The same dial, record and
// outcome as those of a session (session-connection.ts, server-watch.ts). Called by check-column.ts.
// Invariant: the connection is closed before the result is known.

import { parseServerError } from "@/lib/shared/diagnosis/server-errors";
import type { InfoFacts, ServerFacts } from "@/lib/shared/facts/attempt";
import type { CheckObservation } from "@/lib/shared/facts/check";
import { type AttemptRun, type Dialled, runAttempt } from "@/lib/vault/nats/attempt-run";
import { Connection } from "@/lib/vault/nats/connection";
import { askIdentity } from "@/lib/vault/nats/identity";
import {
  type ConnectPlan,
  identityOfInfo,
  laterInfo,
  planFor,
  type SessionCreds,
} from "@/lib/vault/session/session-facts";
import { SessionRecord } from "@/lib/vault/session/session-record";

export interface CheckOrder {
  readonly creds: SessionCreds;
  readonly plan: ConnectPlan;
  /** Ready to dial. */
  readonly address: string;
  /** As in AttemptRecord. */
  readonly bridge: string | null;
  readonly timeLimitMs: number;
}

interface CheckEvents {
  /** The WebSocket is open, or there will be none: another one may be dialled. Called once. */
  onDialled(): void;
  onDone(observation: CheckObservation): void;
}

/** As long as the question who the user is may take (identity.ts). */
const ROUND_TRIP_LIMIT_MS = 2000;
/** A check subscribes to nothing that the console shows. */
const NO_INTAKE = { open() {}, openTap() {}, close() {}, end() {} };

export class CheckAttempt {
  private readonly record: SessionRecord;
  private readonly run: AttemptRun;
  private connection: Connection | null = null;
  private isBeingDialled = true;
  private hasEnded = false;
  private wait: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly order: CheckOrder,
    private readonly events: CheckEvents,
  ) {
    const { creds, address, bridge, timeLimitMs } = order;
    this.record = new SessionRecord(() => creds.facts());
    this.run = runAttempt(
      creds.identity,
      { address, bridge, number: 1, timeLimitMs, inbound: null },
      {
        onFrame: () => {},
        onProgress: () => this.setDialled(),
        onAccepted: () => {},
        onFinished: (attempt, nc) => {
          if (this.hasEnded) return;
          if (attempt.end !== "pong" || attempt.info === null) {
            this.record.setFailed(attempt);
            this.finish();
            return;
          }
          this.record.setAccepted(attempt, attempt.info);
          // When the connection ended together with the PONG, onClosed follows.
          if (nc !== null) void this.identify(nc, attempt.info.serverId);
        },
        onInfo: (info) => this.onInfo(info),
        onServerError: (text) => this.onServerError(text),
        onClosed: (close) => {
          if (this.hasEnded) return;
          this.record.setEnded(close);
          this.finish();
        },
      },
    );
  }

  get isDialling(): boolean {
    return this.isBeingDialled;
  }

  /** Gives up: closes the connection, and no event follows. */
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.isBeingDialled = false;
    this.close();
  }

  private get server(): ServerFacts | null {
    return this.record.facts.server;
  }

  private setDialled(): void {
    if (!this.isBeingDialled) return;
    this.isBeingDialled = false;
    this.events.onDialled();
  }

  private async identify(nc: Dialled, serverId: string): Promise<void> {
    const plan = planFor(this.order.creds, this.order.plan);
    const connection = new Connection(
      nc,
      plan.inboxPrefix,
      () => this.record.maxPayloadBytes,
      (text) => this.run.write(text),
      NO_INTAKE,
    );
    this.connection = connection;
    if (plan.asksIdentity) {
      const { answer, silence } = await askIdentity(connection, serverId);
      if (this.hasEnded) return;
      this.record.updateServer(
        answer === null ? { identitySilence: silence } : { identity: answer },
      );
    } else {
      this.record.updateServer({ identitySilence: "no-permission-subject" });
      // The second INFO, which may name the account, comes before this answer.
      const silence = new Promise((resolve) => {
        this.wait = setTimeout(resolve, ROUND_TRIP_LIMIT_MS);
      });
      await Promise.race([connection.roundTrip(), silence]);
    }
    if (!this.hasEnded) this.finish();
  }

  private onInfo(info: InfoFacts): void {
    const { server } = this;
    if (this.hasEnded || server === null) return;
    const merged = laterInfo(server.info, info);
    const account = merged.remoteAccount;
    const isNamed = account !== null && server.identity?.from !== "user-info";
    this.record.updateServer({
      info: merged,
      maxPayloadBytes: info.maxPayloadBytes,
      ...(isNamed ? { identity: identityOfInfo(account) } : {}),
    });
  }

  private onServerError(text: string): void {
    const said = parseServerError(text);
    if (said.kind === "permissions-violation") {
      this.connection?.onPermissionsViolation(said.operation, said.subject, said.queue, text);
      return;
    }
    this.record.addServerError(text);
  }

  private finish(): void {
    this.hasEnded = true;
    this.close();
    this.setDialled();
    const { attempt, server, outcome, end, endCode } = this.record.facts;
    // A cancelled attempt has no outcome, and only `end` cancels.
    if (attempt === null || outcome === null) throw new Error("a finished check has an outcome");
    this.events.onDone({ attempt, server, outcome, end, endCode });
  }

  private close(): void {
    clearTimeout(this.wait);
    this.run.end();
    this.connection?.end();
  }
}
