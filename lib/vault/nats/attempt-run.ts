// One attempt, from the click to the verdict: nats.ws dials through the tap, and whatever is
// seen first decides. nats.ws alone would sit out its own time limit on most refusals. Called by the
// session (lib/vault/worker). One dial per attempt, ever: no other server, no second try.

import { type ConnectionOptions, connect, type NatsConnection } from "nats.ws";
import { toBytes } from "@/lib/shared/base/bytes";
import type {
  AttemptEnd,
  AttemptPhases,
  AttemptRecord,
  CloseFacts,
  InfoFacts,
} from "@/lib/shared/facts/attempt";
import { type InboundFilter, RecordingSocket, type SocketEvents } from "./recording-socket";

/** Who connects. The seed stays behind `sign`. */
export interface AttemptIdentity {
  readonly jwt: string;
  /** Null for bearer creds without a seed. */
  readonly signer: {
    readonly kind: "webcrypto" | "nkeys.js";
    readonly publicKey: string;
    sign(data: Uint8Array): Promise<Uint8Array>;
  } | null;
}

/** The open connection of nats.ws, to be wrapped in a Connection (connection.ts). */
export type Dialled = NatsConnection;

export interface AttemptOptions {
  readonly address: string;
  /** As in the record. */
  readonly bridge: string | null;
  /** Of the attempt in its series, from 1. */
  readonly number: number;
  readonly timeLimitMs: number;
  readonly inbound: InboundFilter | null;
}

/** In this order: progressed*, accepted?, finished, then what the open connection says. `frame` at any time. */
export interface AttemptEvents {
  frame(direction: "in" | "out", line: string): void;
  progressed(record: AttemptRecord): void;
  /** At the PONG; `finished` follows in the same task, once nats.ws has noticed it too. */
  accepted(record: AttemptRecord, info: InfoFacts): void;
  /** `nc` is there when `record.end` is "pong", unless the end came in the same breath. */
  onAttemptFinished(record: AttemptRecord, nc: NatsConnection | null): void;
  info(info: InfoFacts): void;
  serverError(text: string): void;
  closed(close: CloseFacts): void;
}

/** The socket past nats.ws, for messages in bulk. */
export interface Wire {
  /** Whole PUB and HPUB messages; the bytes are copied. */
  send(messages: Uint8Array<ArrayBuffer>): void;
  /** Bytes sent that have not left the browser. */
  waiting(): number;
}

export interface AttemptRun {
  readonly wire: Wire;
  /** Puts protocol on the open connection beside nats.ws: whole operations, at a moment when nothing waits. */
  write(text: string): void;
  /** Ends the attempt (as "cancelled") or the open connection, now. No event comes after it. */
  end(): void;
}

/** After an -ERR the server closes and says why; this long we wait for it. */
const CLOSE_GRACE_MS = 400;
const MAX_ERRORS = 8;
const NEVER_MS = 2_147_483_647;

/** nats.ws honours `wsFactory` (lib/src/ws_transport.js), but its types leave it out. */
type Options = ConnectionOptions & {
  readonly wsFactory: () => Promise<{
    readonly socket: RecordingSocket;
    readonly encrypted: boolean;
  }>;
};

export function runAttempt(
  identity: AttemptIdentity,
  options: AttemptOptions,
  events: AttemptEvents,
): AttemptRun {
  const startedAt = Date.now();
  const zero = performance.now();
  const { signer } = identity;
  const errors: string[] = [];
  const phases: { -readonly [K in keyof AttemptPhases]: number } = {};
  const held: (() => void)[] = [];
  let reached = zero;
  let info: InfoFacts | null = null;
  let close: CloseFacts | null = null;
  let isOpened = false;
  let end: AttemptEnd | null = null;
  let isFinished = false;
  let signature = "";
  let grace: ReturnType<typeof setTimeout> | undefined;
  let tap: RecordingSocket | null = null;

  const record = (): AttemptRecord => ({
    address: options.address,
    bridge: options.bridge,
    number: options.number,
    startedAt,
    timeLimitMs: options.timeLimitMs,
    end,
    socketOpened: isOpened,
    phases: { ...phases },
    elapsedMs: (end === null ? performance.now() : reached) - zero,
    info,
    errors: [...errors],
    close,
    signer: info === null ? null : (signer?.kind ?? "none"),
    localCode: null,
  });
  const step = (phase: keyof AttemptPhases) => {
    const now = performance.now();
    phases[phase] = now - reached;
    reached = now;
  };
  const settle = (how: AttemptEnd): boolean => {
    if (end !== null) return false;
    if (how !== "pong") reached = performance.now();
    end = how;
    clearTimeout(limit);
    clearTimeout(grace);
    return true;
  };
  const give = (nc: NatsConnection | null) => {
    isFinished = true;
    events.onAttemptFinished(record(), nc);
    for (const tell of held.splice(0)) tell();
  };
  /** No PONG: the end of the attempt, and of its socket. */
  const stop = (how: AttemptEnd) => {
    if (!settle(how)) return;
    tap?.end();
    give(null);
  };
  /** What comes after the PONG waits until nats.ws has noticed it too. */
  const later = (tell: () => void) => (isFinished ? tell() : held.push(tell));
  const limit = setTimeout(() => stop("timed-out"), options.timeLimitMs);

  const seen: SocketEvents = {
    frame: events.frame,
    opened() {
      isOpened = true;
      step("socketMs");
      events.progressed(record());
    },
    info(next) {
      if (end === "pong") return void later(() => events.info(next));
      if (end !== null) return;
      if (info === null) step("infoMs");
      info = next;
      events.progressed(record());
    },
    signed(isSigned) {
      if (isSigned) step("signMs");
    },
    pong() {
      if (end !== null) return;
      step("connectMs");
      settle("pong");
      if (info !== null) events.accepted(record(), info);
    },
    serverError(text) {
      if (end === "pong") return void later(() => events.serverError(text));
      if (end !== null) return;
      if (errors.length < MAX_ERRORS) errors.push(text);
      grace ??= setTimeout(() => stop("server-closed"), CLOSE_GRACE_MS);
    },
    closed(facts) {
      if (end === "pong") return void later(() => events.closed(facts));
      close = facts;
      stop("server-closed");
    },
  };
  const sign = async (nonce: Uint8Array): Promise<boolean> => {
    if (signer === null || nonce.length === 0) return false;
    // Standard base64 with padding, as nats.ws sends it; the server takes it beside base64url.
    signature = btoa(String.fromCharCode(...(await signer.sign(nonce))));
    return true;
  };
  const connectOptions: Options = {
    wsFactory: async () => {
      // Over before nats.ws asked for it, or never there: no such address.
      if (end !== null || tap === null) throw new Error("ended");
      return { socket: tap, encrypted: options.address.startsWith("wss:") };
    },
    // Never looked at: the tap dials. nats.ws would mangle some IPv6 addresses.
    servers: "ws://server",
    authenticator: () => ({
      jwt: identity.jwt,
      nkey: signer?.publicKey ?? "",
      sig: signature,
    }),
    name: "Credence",
    reconnect: false,
    ignoreClusterUpdates: true,
    noRandomize: true,
    noAsyncTraces: true,
    // Ours come first, and the session has its own heartbeat.
    timeout: options.timeLimitMs + 5000,
    pingInterval: NEVER_MS,
  };
  // Dialled before nats.ws is told, which asks for the socket in the same task and before it can open.
  try {
    tap = new RecordingSocket({
      address: options.address,
      events: seen,
      sign,
      inbound: options.inbound,
    });
  } catch {
    // The browser does not dial such an address; nats.ws learns of it when it asks for the socket.
  }
  connect(connectOptions).then(
    (nc) => {
      if (end === "pong" && !isFinished) give(nc);
      else void nc.close();
    },
    () => {
      // After a PONG: the end came in the same breath. Before it nats.ws gives up at the -ERR, and
      // the close reason is still to come.
      if (end === "pong" && !isFinished) give(null);
      else if (end === null) grace ??= setTimeout(() => stop("server-closed"), CLOSE_GRACE_MS);
    },
  );
  return {
    wire: {
      send: (messages) => tap?.sendMessages(messages),
      waiting: () => tap?.bufferedAmount ?? 0,
    },
    write(text) {
      tap?.send(toBytes(text).buffer);
    },
    end() {
      if (end === "pong") {
        isFinished = true;
        held.length = 0;
        tap?.end();
      } else {
        stop("cancelled");
      }
    },
  };
}
