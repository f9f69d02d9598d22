// One attempt, from the click to the verdict. nats.ws dials through a RecordingSocket, and what comes first
// decides. nats.ws alone would wait for its own time limit after most refusals. Called by
// session-connection.ts and handover.ts.
// Invariant: one dial for each attempt, with no other server and no second try.

import { type ConnectionOptions, connect, type NatsConnection } from "nats.ws";
import { toBytes } from "@/lib/shared/base/bytes";
import type {
  AttemptEnd,
  AttemptPhases,
  AttemptRecord,
  CloseFacts,
  InfoFacts,
} from "@/lib/shared/facts/attempt";
import { maskQuery } from "@/lib/shared/grammar/address";
import { readBrowser } from "./browser";
import type { ConnectLogin } from "./connect-login";
import { type InboundFilter, RecordingSocket, type SocketEvents } from "./recording-socket";

/** The user who connects. `sign` never gives the seed away. */
export interface AttemptIdentity {
  /** Null for a seed alone: the server then looks for its public key among its own users. */
  readonly jwt: string | null;
  /** What is sent besides the creds. Read when CONNECT goes out, so it may be replaced before. */
  readonly login?: ConnectLogin | null;
  /** Null for bearer creds without a seed. */
  readonly signer: {
    readonly kind: "webcrypto" | "nkeys.js";
    readonly publicKey: string;
    sign(data: Uint8Array): Promise<Uint8Array>;
  } | null;
}

/** The open connection of nats.ws, not yet wrapped in a Connection (connection.ts). */
export type Dialled = NatsConnection;

export interface AttemptOptions {
  readonly address: string;
  /** As in the record. */
  readonly bridge: string | null;
  /** The number of the attempt in its series, from 1. */
  readonly number: number;
  readonly timeLimitMs: number;
  readonly inbound: InboundFilter | null;
}

/**
 * The order is onProgress*, onAccepted?, onFinished, then the events of the open connection. onFrame comes
 * at any time.
 */
export interface AttemptEvents {
  onFrame(direction: "in" | "out", line: string): void;
  onProgress(record: AttemptRecord): void;
  /** The PONG has come. `onFinished` follows in the same task, once nats.ws has seen the PONG too. */
  onAccepted(record: AttemptRecord, info: InfoFacts): void;
  /** `nc` is set when `record.end` is "pong", unless the connection ended together with the PONG. */
  onFinished(record: AttemptRecord, nc: NatsConnection | null): void;
  onInfo(info: InfoFacts): void;
  onServerError(text: string): void;
  onClosed(close: CloseFacts): void;
}

/** Direct access to the socket past nats.ws, for messages in bulk and for signs of life. */
export interface Wire {
  /** Whole PUB and HPUB messages; the bytes are copied. */
  send(messages: Uint8Array<ArrayBuffer>): void;
  /** Bytes that were sent but have not left the browser. */
  waiting(): number;
  /** When the last frame came from the server, by the clock of arrivals; 0 = none came. */
  heardAt(): number;
}

export interface AttemptRun {
  readonly wire: Wire;
  /** Writes protocol past nats.ws: whole operations, at a moment when nats.ws has nothing left to send. */
  write(text: string): void;
  /** Ends the attempt (as "cancelled") or the open connection now. No event of the connection follows. */
  end(): void;
}

/** How long to wait for the close and its reason after an -ERR. */
const CLOSE_GRACE_MS = 2000;
const MAX_ERRORS = 8;
const NEVER_MS = 2_147_483_647;

/** nats.ws uses `wsFactory` (lib/src/ws_transport.js), but its types do not have it. */
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
  const browser = readBrowser();
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
  let login: AttemptRecord["login"] = null;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let socket: RecordingSocket | null = null;

  const record = (): AttemptRecord => ({
    address: maskQuery(options.address),
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
    login,
    localCode: null,
    browser,
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
  const finish = (nc: NatsConnection | null) => {
    isFinished = true;
    events.onFinished(record(), nc);
    for (const emit of held.splice(0)) emit();
  };
  /** Ends the attempt without a PONG, and its socket. */
  const stop = (how: AttemptEnd) => {
    if (!settle(how)) return;
    socket?.end();
    finish(null);
  };
  /** Events after the PONG wait until nats.ws has seen the PONG too. */
  const emitLater = (emit: () => void) => (isFinished ? emit() : held.push(emit));
  const limit = setTimeout(() => stop("timed-out"), options.timeLimitMs);

  const socketEvents: SocketEvents = {
    onFrame: events.onFrame,
    onOpen() {
      isOpened = true;
      step("socketMs");
      events.onProgress(record());
    },
    onInfo(next) {
      if (end === "pong") return void emitLater(() => events.onInfo(next));
      if (end !== null) return;
      if (info === null) step("infoMs");
      info = next;
      events.onProgress(record());
    },
    onSigned(isSigned) {
      if (isSigned) step("signMs");
    },
    onLogin(kind) {
      login = kind;
    },
    onPong() {
      if (end !== null) return;
      step("connectMs");
      settle("pong");
      if (info !== null) events.onAccepted(record(), info);
    },
    onServerError(text) {
      if (end === "pong") return void emitLater(() => events.onServerError(text));
      if (end !== null) return;
      if (errors.length < MAX_ERRORS) errors.push(text);
      grace ??= setTimeout(() => stop("server-closed"), CLOSE_GRACE_MS);
    },
    onClosed(facts) {
      if (end === "pong") return void emitLater(() => events.onClosed(facts));
      close = facts;
      stop("server-closed");
    },
  };
  const sign = async (nonce: Uint8Array): Promise<boolean> => {
    if (signer === null || nonce.length === 0) return false;
    // Standard base64 with padding, as nats.ws sends it. The server takes it as well as base64url.
    signature = btoa(String.fromCharCode(...(await signer.sign(nonce))));
    return true;
  };
  const connectOptions: Options = {
    wsFactory: async () => {
      // The attempt ended before nats.ws asked for the socket, or the browser refused the address.
      if (end !== null || socket === null) throw new Error("ended");
      return { socket, encrypted: options.address.startsWith("wss:") };
    },
    // Never looked at: the socket dials. nats.ws would mangle some IPv6 addresses.
    servers: "ws://server",
    authenticator: () => ({
      ...(identity.jwt === null ? {} : { jwt: identity.jwt }),
      nkey: signer?.publicKey ?? "",
      sig: signature,
    }),
    name: "Credence",
    reconnect: false,
    ignoreClusterUpdates: true,
    noRandomize: true,
    noAsyncTraces: true,
    // The time limit of the attempt comes first, and the session has its own heartbeat.
    timeout: options.timeLimitMs + 5000,
    pingInterval: NEVER_MS,
  };
  // Dials before nats.ws starts. nats.ws asks for the socket in the same task, before it can open.
  try {
    socket = new RecordingSocket({
      address: options.address,
      events: socketEvents,
      sign,
      login: () => identity.login ?? null,
      inbound: options.inbound,
    });
  } catch {
    // The browser does not dial such an address. nats.ws finds out when it asks for the socket.
  }
  connect(connectOptions).then(
    (nc) => {
      if (end === "pong" && !isFinished) finish(nc);
      else void nc.close();
    },
    () => {
      // After a PONG the connection ended together with it. Before a PONG nats.ws gives up at the -ERR,
      // and the close reason has not come yet.
      if (end === "pong" && !isFinished) finish(null);
      else if (end === null) grace ??= setTimeout(() => stop("server-closed"), CLOSE_GRACE_MS);
    },
  );
  return {
    wire: {
      send: (messages) => socket?.sendMessages(messages),
      waiting: () => socket?.bufferedAmount ?? 0,
      heardAt: () => socket?.heardAt ?? 0,
    },
    write(text) {
      socket?.send(toBytes(text).buffer);
    },
    end() {
      if (end === "pong") {
        isFinished = true;
        held.length = 0;
        socket?.end();
      } else {
        stop("cancelled");
      }
    },
  };
}
