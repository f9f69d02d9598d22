// Moves an open session to a connection with renewed creds: dials with them, has the subscriptions moved, and
// passes the new connection on. Made by renewal-attempt.ts, one at a time.
// Invariant: the former connection stays untouched until the new one has every subscription, so a failure
// costs nothing.

import { parseServerError } from "@/lib/shared/diagnosis/server-errors";
import type { AttemptRecord, EndRecord, ServerFacts } from "@/lib/shared/facts/attempt";
import type { ConnectionIngest } from "@/lib/vault/console/subscriptions";
import type { MessageIngest } from "@/lib/vault/message-store/store/message-ingest";
import {
  type AttemptEvents,
  type AttemptRun,
  type Dialled,
  runAttempt,
} from "@/lib/vault/nats/attempt-run";
import { Connection } from "@/lib/vault/nats/connection";
import { FrameLog } from "./frame-log";
import { laterInfo, newServer, type SessionCreds } from "./session-facts";

/** The events of a connection once it is open. */
export type OpenEvents = Pick<AttemptEvents, "onInfo" | "onServerError" | "onClosed">;

/** An open connection with every subscription on it. */
export interface OpenedConnection {
  readonly run: AttemptRun;
  readonly connection: Connection;
  readonly record: AttemptRecord;
  readonly server: ServerFacts;
  /** Errors that did not end the connection. */
  readonly errors: readonly string[];
}

/** A handover that failed. */
export interface HandoverFailure {
  readonly record: AttemptRecord;
  readonly server: ServerFacts | null;
  /** Set if the server had accepted the creds first. */
  readonly end: EndRecord | null;
  readonly frames: FrameLog;
}

/** Learns how an attempt with renewed creds ended. */
export interface RenewalListener {
  /** Gives the creds to the entry. Called before the session continues with them. */
  onAccepted(): void;
  onFailed(failure: HandoverFailure): void;
  /** The user disconnected, or connected elsewhere, before the answer came. */
  onSuperseded(): void;
}

interface HandoverEvents {
  onFrame(direction: "in" | "out", line: string): void;
  /** Puts all subscriptions on the new connection. False when it ended meanwhile. */
  moveSubscriptions(connection: Connection): Promise<boolean>;
  /** Every subscription is on the new connection. Returns its listener from now on. */
  onReady(opened: OpenedConnection): OpenEvents;
  onFailed(failure: HandoverFailure): void;
}

export class ConnectionHandover {
  private readonly frames = new FrameLog();
  private readonly errors: string[] = [];
  private readonly run: AttemptRun;
  private record: AttemptRecord | null = null;
  private server: ServerFacts | null = null;
  private connection: Connection | null = null;
  private successor: OpenEvents | null = null;
  private hasEnded = false;

  constructor(
    creds: SessionCreds,
    plan: {
      readonly address: string;
      /** As in AttemptRecord. */
      readonly bridge: string | null;
      readonly timeLimitMs: number;
      readonly inboxPrefix: string;
    },
    inbound: ConnectionIngest,
    private readonly events: HandoverEvents,
  ) {
    const { address, bridge, timeLimitMs, inboxPrefix } = plan;
    this.run = runAttempt(
      creds.identity,
      { address, bridge, timeLimitMs, number: 1, inbound },
      {
        onFrame: (direction, line) => {
          this.frames.add(direction, line);
          events.onFrame(direction, line);
        },
        onProgress: () => {},
        onAccepted: () => {},
        onFinished: (record, nc) => this.onAttemptFinished(record, nc, inboxPrefix, inbound.ingest),
        onInfo: (info) => {
          if (this.successor !== null) return this.successor.onInfo(info);
          if (this.server === null) return;
          const merged = laterInfo(this.server.info, info);
          this.server = { ...this.server, info: merged, maxPayloadBytes: info.maxPayloadBytes };
        },
        onServerError: (text) => {
          if (this.successor !== null) this.successor.onServerError(text);
          else this.onServerError(text);
        },
        onClosed: (close) => {
          if (this.successor !== null) return this.successor.onClosed(close);
          this.fail({ at: Date.now(), errors: this.errors, close, byUser: false });
        },
      },
    );
  }

  /** Gives up. No event follows. */
  end(): void {
    this.hasEnded = true;
    this.run.end();
    this.connection?.end();
  }

  private onServerError(text: string): void {
    const said = parseServerError(text);
    if (said.kind === "permissions-violation") {
      this.connection?.onPermissionsViolation(said.operation, said.subject, said.queue, text);
      return;
    }
    this.errors.push(text);
    if (said.word === "subscriptions") this.connection?.onSubscriptionLimit(text);
  }

  private onAttemptFinished(
    record: AttemptRecord,
    nc: Dialled | null,
    inboxPrefix: string,
    ingest: MessageIngest,
  ): void {
    if (this.hasEnded) return;
    this.record = record;
    if (record.end !== "pong" || record.info === null) {
      this.fail(null);
      return;
    }
    this.errors.push(...record.errors);
    this.server = newServer(record.info);
    // The connection ended together with the PONG; onClosed follows.
    if (nc === null) return;
    const connection = new Connection(
      nc,
      inboxPrefix,
      () => this.server?.maxPayloadBytes ?? 0,
      (text) => this.run.write(text),
      ingest,
    );
    this.connection = connection;
    void this.events.moveSubscriptions(connection).then((isMoved) => {
      const { run, server, errors } = this;
      if (!isMoved || this.hasEnded || server === null) return;
      this.successor = this.events.onReady({ run, connection, record, server, errors });
    });
  }

  private fail(end: EndRecord | null): void {
    const { record, server, frames } = this;
    if (this.hasEnded || record === null) return;
    this.end();
    this.events.onFailed({ record, server, end, frames });
  }
}
