// Renewed creds on their way to the place of those that an open session uses: dials with them, has the
// subscriptions moved, and hands the new connection over. Made by renewal-attempt.ts, one at a time.
// The former connection is not touched before the new one has everything, so that whatever fails costs
// nothing.

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

/** What an open connection goes on to say. */
export type OpenEvents = Pick<AttemptEvents, "info" | "serverError" | "closed">;

/** An open connection with every subscription on it. */
export interface OpenedConnection {
  readonly run: AttemptRun;
  readonly connection: Connection;
  readonly record: AttemptRecord;
  readonly server: ServerFacts;
  /** Errors that did not end it. */
  readonly errors: readonly string[];
}

/** How the attempt with the renewed creds went instead. */
export interface HandoverFailure {
  readonly record: AttemptRecord;
  readonly server: ServerFacts | null;
  /** Set when they were accepted first. */
  readonly end: EndRecord | null;
  readonly frames: FrameLog;
}

/** Told how a trial of renewed creds ended. */
export interface RenewalListener {
  /** The entry has them now; comes before the session goes on with them. */
  onAccepted(): void;
  onFailed(failure: HandoverFailure): void;
  /** The user disconnected, or went elsewhere, before there was an answer. */
  onSuperseded(): void;
}

export interface HandoverHooks {
  onFrame(direction: "in" | "out", line: string): void;
  /** For the frames of the new connection. */
  newIngest(): ConnectionIngest;
  /** Puts all subscriptions on the new connection; false when it ended meanwhile. */
  moveSubscriptions(connection: Connection): Promise<boolean>;
  /** Gives who listens to the connection from now on. */
  onOpened(taken: OpenedConnection): OpenEvents;
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
  private isOver = false;

  constructor(
    creds: SessionCreds,
    plan: {
      readonly address: string;
      /** As in AttemptRecord. */
      readonly bridge: string | null;
      readonly timeLimitMs: number;
      readonly inboxPrefix: string;
    },
    private readonly hooks: HandoverHooks,
  ) {
    const { address, bridge, timeLimitMs, inboxPrefix } = plan;
    const inbound = hooks.newIngest();
    this.run = runAttempt(
      creds.identity,
      { address, bridge, timeLimitMs, number: 1, inbound },
      {
        frame: (direction, line) => {
          this.frames.add(direction, line);
          hooks.onFrame(direction, line);
        },
        progressed: () => {},
        accepted: () => {},
        onAttemptFinished: (record, nc) => this.finished(record, nc, inboxPrefix, inbound.ingest),
        info: (info) => {
          if (this.successor !== null) return this.successor.info(info);
          if (this.server === null) return;
          const merged = laterInfo(this.server.info, info);
          this.server = { ...this.server, info: merged, maxPayloadBytes: info.maxPayloadBytes };
        },
        serverError: (text) => (this.successor ?? this).serverError(text),
        closed: (close) => {
          if (this.successor !== null) return this.successor.closed(close);
          this.fail({ at: Date.now(), errors: this.errors, close, byUser: false });
        },
      },
    );
  }

  /** Gives up; nothing is told. */
  end(): void {
    this.isOver = true;
    this.run.end();
    this.connection?.ended();
  }

  serverError(text: string): void {
    const said = parseServerError(text);
    if (said.kind === "permissions-violation") {
      this.connection?.refused(said.operation, said.subject, said.queue, text);
      return;
    }
    this.errors.push(text);
    if (said.word === "subscriptions") this.connection?.refusedByLimit(text);
  }

  private finished(
    record: AttemptRecord,
    nc: Dialled | null,
    prefix: string,
    intake: MessageIngest,
  ): void {
    if (this.isOver) return;
    this.record = record;
    if (record.end !== "pong" || record.info === null) {
      this.fail(null);
      return;
    }
    this.errors.push(...record.errors);
    this.server = newServer(record.info);
    // Its end came in the same breath, and is told next.
    if (nc === null) return;
    const connection = new Connection(
      nc,
      prefix,
      () => this.server?.maxPayloadBytes ?? 0,
      (text) => this.run.write(text),
      intake,
    );
    this.connection = connection;
    void this.hooks.moveSubscriptions(connection).then((isMoved) => {
      const { run, server, errors } = this;
      if (!isMoved || this.isOver || server === null) return;
      this.successor = this.hooks.onOpened({ run, connection, record, server, errors });
    });
  }

  private fail(end: EndRecord | null): void {
    const { record, server, frames } = this;
    if (this.isOver || record === null) return;
    this.end();
    this.hooks.onFailed({ record, server, end, frames });
  }
}
