// The socket that nats.ws gets through its `wsFactory`. It reports what nats.ws hides: control lines, -ERR,
// close code and reason, timing. It has the nonce signed before nats.ws sees the INFO, because the
// authenticators of nats.ws cannot wait. One for each dial of attempt-run.ts.
// Only this class decides when the socket ends: nats.ws gives up at an authentication error, and would lose
// the close reason that the server sends right after it.

import { concatBytes } from "@/lib/shared/base/bytes";
import type { CloseFacts, CloseFault, InfoFacts } from "@/lib/shared/facts/attempt";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { type ConnectLogin, withLogin } from "./connect-login";
import { hasOddNonce, readInfo, recordLine } from "./wire/control-line";
import { createWireScanner, type WireScanner } from "./wire/wire-scanner";

/** What the socket sees, in order and at once. No event comes after `onClosed`. */
export interface SocketEvents {
  onOpen(): void;
  onInfo(info: InfoFacts): void;
  /** CONNECT goes out next. False when there was nothing to sign. */
  onSigned(isSigned: boolean): void;
  /** CONNECT goes out with a login besides the creds. */
  onLogin(kind: ConnectLogin["kind"]): void;
  onPong(): void;
  /** The text of -ERR, without quotes. */
  onServerError(text: string): void;
  onFrame(direction: "in" | "out", line: string): void;
  onClosed(close: CloseFacts): void;
}

export interface SocketPlan {
  readonly address: string;
  readonly events: SocketEvents;
  /** Signs, and keeps the signature for the authenticator. False when there is no key to sign with. */
  sign(nonce: Uint8Array): Promise<boolean>;
  /** What CONNECT carries besides the creds, asked for when CONNECT goes out. */
  login(): ConnectLogin | null;
  /** Takes the messages of the console out of the frames of an open connection; null = there are none. */
  readonly inbound: InboundFilter | null;
}

/** See lib/vault/message-store/store/message-ingest.ts. */
export interface InboundFilter {
  /** `passOn` gets the rest in order. Both return false when the bytes cannot be the NATS protocol. */
  take(frame: Uint8Array, atMs: number, passOn: (piece: Uint8Array) => boolean): boolean;
}

/** How long the server has to send its close reason after nats.ws has closed. */
const CLOSE_WAIT_MS = 1000;
const MAX_TEXT_CHARS = 256;
const CONTROL_LINE = /^(?:(?:INFO|-ERR)(?=[ \t])|(?:PING|PONG|\+OK)(?=[ \t]*$))/i;
/** What nats.ws needs in the first INFO; without it nats.ws throws (lib/nats-base-client/semver.js). */
const VERSION = /\d+.\d+.\d+/;
const NO_BYTES = new Uint8Array(0);
/** A connection that ended without a close frame (RFC 6455, 7.4.1). */
export const ABNORMAL_CLOSE: CloseFacts = { code: 1006, reason: "", wasClean: false };

export class RecordingSocket {
  /** nats.ws sets these as it sets those of a WebSocket. */
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
  onerror: ((event: { readonly message: string; readonly error: string }) => void) | null = null;
  onclose: ((event: CloseFacts) => void) | null = null;
  binaryType: BinaryType = "arraybuffer";

  private readonly socket: WebSocket;
  /** What arrives before the nonce is signed. */
  private held: ArrayBuffer[] = [];
  private isSigned = false;
  private hasInfo = false;
  /** max_payload of the newest INFO; 0 = none is known. */
  private maxPayloadBytes = 0;
  private hasSentConnect = false;
  private connectFrame: Uint8Array<ArrayBuffer> | null = null;
  /** nats.ws has closed it. The server may still send its close reason. */
  private isClosedByClient = false;
  private hasEnded = false;
  private lastFrameAt = 0;
  private closeTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly inbound = createWireScanner("from-server", (line) => this.onControlLine(line));
  private readonly outbound: WireScanner = createWireScanner("to-server", (line) =>
    this.recordFrame(line),
  );

  /** Dials at once. */
  constructor(private readonly plan: SocketPlan) {
    const socket = new WebSocket(plan.address);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = (event) => {
      if (this.hasEnded) return;
      plan.events.onOpen();
      this.onopen?.(event);
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => this.onMessageEvent(data);
    // The error event of a browser says nothing; the close event that follows has the facts.
    socket.onerror = () => {};
    socket.onclose = ({ code, reason, wasClean }: CloseEvent) => {
      if (this.hasEnded) return;
      const close = {
        ...{ code, reason: reason.slice(0, MAX_TEXT_CHARS), wasClean },
        ...(this.isCompressed ? ({ isCompressed: true } as const) : {}),
      };
      this.recordFrame(`[close ${code} ${close.reason}`.trimEnd().concat("]"), "in");
      this.finish(close);
      plan.events.onClosed(close);
    };
  }

  /** When the last frame came, by the clock of arrivals; 0 = none came. */
  get heardAt(): number {
    return this.lastFrameAt;
  }

  get bufferedAmount(): number {
    return this.socket.bufferedAmount;
  }

  get readyState(): number {
    return this.socket.readyState;
  }

  send(frame: ArrayBuffer): void {
    if (this.isClosedByClient || this.hasEnded) return;
    if (this.hasSentConnect) {
      this.write(new Uint8Array(frame));
      this.outbound.scan(new Uint8Array(frame));
    } else this.gatherConnect(frame);
  }

  /**
   * Puts CONNECT and the PING after it into one frame. nats.ws writes two frames, and a server that refuses
   * CONNECT closes before it reads the PING. TCP then resets, and usually loses the server's -ERR and close
   * reason (observed with nats-server 2.15.1 and Chromium; e2e/connect/connect-refused.spec.ts).
   */
  private gatherConnect(frame: ArrayBuffer): void {
    const isBegun = this.connectFrame !== null;
    this.connectFrame = concatBytes([this.connectFrame ?? NO_BYTES, new Uint8Array(frame)]);
    if (isBegun) this.sendConnect();
    else queueMicrotask(() => this.sendConnect());
  }

  private sendConnect(): void {
    const { connectFrame } = this;
    if (connectFrame === null || this.hasSentConnect || this.isClosedByClient || this.hasEnded)
      return;
    this.hasSentConnect = true;
    const login = this.plan.login();
    const fields = login?.fields() ?? null;
    if (login === null || fields === null) {
      this.write(connectFrame);
      this.outbound.scan(connectFrame);
      return;
    }
    const { sent, shown } = withLogin(connectFrame, login.kind, fields);
    this.plan.events.onLogin(login.kind);
    this.write(sent);
    // A socket copies what it is given to send.
    sent.fill(0);
    this.outbound.scan(shown);
  }

  /** Sends whole messages (PUB, HPUB) past nats.ws. */
  sendMessages(messages: Uint8Array<ArrayBuffer>): void {
    if (!this.isClosedByClient && !this.hasEnded) this.write(messages);
  }

  /**
   * A compressed frame is cut at max_payload, which the server counts over all that is in it, protocol lines too
   * (server/websocket.go, wsDecompressAndParse, since 2.11.12 and 2.12.3; nats-io/nats-server#8303). The server reads
   * the pieces as one stream, so they may end anywhere.
   */
  private write(bytes: Uint8Array<ArrayBuffer>): void {
    const limit = this.isCompressed ? this.maxPayloadBytes : 0;
    if (limit <= 0 || bytes.length <= limit) {
      this.socket.send(bytes);
      return;
    }
    for (let from = 0; from < bytes.length; from += limit) {
      this.socket.send(bytes.subarray(from, from + limit));
    }
  }

  private get isCompressed(): boolean {
    return this.socket.extensions.includes("permessage-deflate");
  }

  /** Called by nats.ws when it gives up. The server gets a moment to say why before the socket ends. */
  close(): void {
    this.isClosedByClient = true;
    if (this.hasEnded || this.closeTimer !== undefined) return;
    this.closeTimer = setTimeout(() => this.lose(), CLOSE_WAIT_MS);
  }

  /** Ends the socket now. No event follows. */
  end(): void {
    if (this.hasEnded) return;
    this.recordFrame("[close 1000]");
    this.finish(ABNORMAL_CLOSE);
  }

  private onMessageEvent(data: unknown): void {
    if (this.hasEnded) return;
    this.lastFrameAt = clockMs();
    const problem = this.readFrame(data);
    if (problem !== null) this.fail(problem);
  }

  /** Why these bytes cannot be NATS; null when they can. */
  private readFrame(data: unknown): string | null {
    if (!(data instanceof ArrayBuffer)) return "text frame";
    const bytes = new Uint8Array(data);
    const isFirst = !this.hasInfo && this.held.length === 0 && bytes.length > 0;
    if (isFirst && !/[iI+-]/.test(String.fromCharCode(bytes[0] ?? 0))) {
      return "first bytes are no INFO";
    }
    const { inbound } = this.plan;
    const isSound =
      inbound === null || !this.isSigned
        ? this.pass(bytes)
        : inbound.take(bytes, this.lastFrameAt, (piece) => this.pass(piece));
    return isSound ? null : "broken protocol";
  }

  /** Passes bytes on to nats.ws. It never gets a byte of a piece that is broken, because it would print them. */
  private pass(piece: Uint8Array): boolean {
    if (!this.inbound.scan(piece)) return false;
    const { buffer } = piece;
    const isWhole = piece.length === buffer.byteLength && buffer instanceof ArrayBuffer;
    const data = isWhole ? buffer : piece.slice().buffer;
    if (!this.isSigned) this.held.push(data);
    else if (!this.isClosedByClient && !this.hasEnded) this.onmessage?.({ data });
    return true;
  }

  private onControlLine(line: string): void {
    const { plan } = this;
    if (this.hasEnded) return;
    const verb = CONTROL_LINE.exec(line)?.[0].toUpperCase();
    // An awaited line is handled first and recorded afterwards.
    switch (verb) {
      case undefined:
        this.fail("unknown operation");
        break;
      case "INFO":
        this.onInfoLine(line);
        break;
      case "PONG":
        plan.events.onPong();
        this.recordFrame(line, "in");
        break;
      case "-ERR":
        this.recordFrame(line, "in");
        plan.events.onServerError(errorText(line));
        break;
      default:
        this.recordFrame(line, "in");
        break;
    }
  }

  private onInfoLine(line: string): void {
    const { plan } = this;
    const info = readInfo(line);
    const isFirst = !this.hasInfo;
    const isOdd = isFirst && hasOddNonce(line);
    const isUsable = !isFirst || (info !== null && VERSION.test(info.facts.version));
    if (info !== null) this.maxPayloadBytes = info.facts.maxPayloadBytes;
    if (info !== null && isFirst) {
      this.hasInfo = true;
      if (!isOdd && isUsable) this.sign(info.nonce ?? "");
    }
    this.recordFrame(line, "in");
    if (info !== null) plan.events.onInfo(info.facts);
    if (isOdd) this.fail("odd nonce, which is not signed", "server/odd-nonce");
    else if (info === null) this.fail("INFO cannot be read");
    else if (!isUsable) this.fail("INFO names no version");
  }

  private sign(nonce: string): void {
    const { plan } = this;
    plan.sign(new TextEncoder().encode(nonce)).then(
      (isSigned) => {
        if (this.hasEnded) return;
        plan.events.onSigned(isSigned);
        this.isSigned = true;
        for (const data of this.held.splice(0)) this.onmessage?.({ data });
      },
      () => this.hasEnded || this.fail("the nonce could not be signed", null),
    );
  }

  private recordFrame(line: string, direction: "in" | "out" = "out"): void {
    this.plan.events.onFrame(direction, recordLine(line));
  }

  /** The other end does not speak NATS, or no longer does. Without an INFO it is no NATS server at all. */
  private fail(
    why: string,
    fault: CloseFault | null = this.hasInfo ? "server/protocol" : null,
  ): void {
    if (this.hasEnded) return;
    this.recordFrame(`[not NATS: ${why}]`, "in");
    this.lose(fault === null ? ABNORMAL_CLOSE : { ...ABNORMAL_CLOSE, fault });
  }

  private lose(close = ABNORMAL_CLOSE): void {
    if (this.hasEnded) return;
    this.finish(close);
    this.plan.events.onClosed(close);
  }

  private finish(close: CloseFacts): void {
    this.hasEnded = true;
    clearTimeout(this.closeTimer);
    this.socket.close();
    // Before the INFO nats.ws ignores a close and reacts only to an error (lib/src/ws_transport.js).
    if (!this.isSigned) this.onerror?.({ message: close.reason, error: "" });
    this.onclose?.(close);
  }
}

/** -ERR 'Some Text' → Some Text */
function errorText(line: string): string {
  return line
    .slice(4)
    .trim()
    .replace(/^'(.*)'$/, "$1")
    .slice(0, MAX_TEXT_CHARS);
}
