// The socket that nats.ws is given (its `wsFactory`): it reports what nats.ws hides (control lines, -ERR,
// close code and reason, timing), and has the nonce signed before nats.ws sees the INFO, because its
// authenticators cannot wait. One for each dial of attempt-run.ts.
// The tap alone decides when the socket ends: nats.ws gives up at an auth error, and the close reason
// that the server sends just after would be lost.

import { concatBytes } from "@/lib/shared/base/bytes";
import type { CloseFacts, InfoFacts } from "@/lib/shared/facts/attempt";
import { clockMs } from "@/lib/vault/base/arrival-clock";
import { readInfo, recordLine } from "./control-line";
import { createWireScanner, type WireScanner } from "./wire-scanner";

/** What the tap saw, in order, as it happens. Nothing comes after `closed`. */
export interface SocketEvents {
  opened(): void;
  info(info: InfoFacts): void;
  /** CONNECT goes out next; false when there was nothing to sign. */
  signed(isSigned: boolean): void;
  pong(): void;
  /** Text of -ERR, without quotes. */
  serverError(text: string): void;
  frame(direction: "in" | "out", line: string): void;
  closed(close: CloseFacts): void;
}

export interface SocketPlan {
  readonly address: string;
  readonly events: SocketEvents;
  /** Signs and keeps the signature for the authenticator; false when there is nothing to sign with. */
  sign(nonce: Uint8Array): Promise<boolean>;
  /** Takes what is the console's out of the frames of an open connection; null = nothing is. */
  readonly inbound: InboundFilter | null;
}

/** See lib/vault/message-store/store/message-ingest.ts. */
export interface InboundFilter {
  /** `passOn` gets the rest in order. Both are false when the bytes cannot be the NATS protocol. */
  take(frame: Uint8Array, atMs: number, passOn: (piece: Uint8Array) => boolean): boolean;
}

const FAREWELL_MS = 1000;
const MAX_TEXT_CHARS = 256;
const NOTHING = new Uint8Array(0);
const LOST: CloseFacts = { code: 1006, reason: "", wasClean: false };

export class RecordingSocket {
  /** Set by nats.ws, as it sets those of a WebSocket. */
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
  onerror: ((event: { readonly message: string; readonly error: string }) => void) | null = null;
  onclose: ((event: CloseFacts) => void) | null = null;
  binaryType: BinaryType = "arraybuffer";

  private readonly socket: WebSocket;
  /** What came before the nonce was signed. */
  private held: ArrayBuffer[] = [];
  private isSigned = false;
  private hasInfo = false;
  private isGreeted = false;
  private greeting: Uint8Array<ArrayBuffer> | null = null;
  /** nats.ws has no more use for it; the socket may still hear the server's last word. */
  private isLeft = false;
  private isOver = false;
  private farewell: ReturnType<typeof setTimeout> | undefined;
  private readonly inbound = createWireScanner((line) => this.heard(line));
  private readonly outbound: WireScanner = createWireScanner((line) => this.said(line));

  /** Dials at once. */
  constructor(private readonly plan: SocketPlan) {
    const socket = new WebSocket(plan.address);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = (event) => {
      if (this.isOver) return;
      plan.events.opened();
      this.onopen?.(event);
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => this.received(data);
    // Browsers tell nothing in an error event; the close event that follows has what there is.
    socket.onerror = () => {};
    socket.onclose = ({ code, reason, wasClean }: CloseEvent) => {
      if (this.isOver) return;
      const close = { code, reason: reason.slice(0, MAX_TEXT_CHARS), wasClean };
      this.said(`[close ${code} ${close.reason}`.trimEnd().concat("]"), "in");
      this.finish(close);
      plan.events.closed(close);
    };
  }

  get bufferedAmount(): number {
    return this.socket.bufferedAmount;
  }

  get readyState(): number {
    return this.socket.readyState;
  }

  send(frame: ArrayBuffer): void {
    if (this.isLeft || this.isOver) return;
    if (this.isGreeted) {
      this.socket.send(frame);
      this.outbound.scan(new Uint8Array(frame));
    } else this.greet(frame);
  }

  /**
   * CONNECT and the PING behind it in one frame. nats.ws writes two, and a server that turns CONNECT down
   * closes with the PING unread: then TCP resets, and its last words are lost more often than not (observed
   * with nats-server 2.15.1 and Chromium; e2e/connect/connect-refused.spec.ts).
   */
  private greet(frame: ArrayBuffer): void {
    const isBegun = this.greeting !== null;
    this.greeting = concatBytes([this.greeting ?? NOTHING, new Uint8Array(frame)]);
    if (isBegun) this.endGreeting();
    else queueMicrotask(() => this.endGreeting());
  }

  private endGreeting(): void {
    const { greeting } = this;
    if (greeting === null || this.isGreeted || this.isLeft || this.isOver) return;
    this.isGreeted = true;
    this.socket.send(greeting);
    this.outbound.scan(greeting);
  }

  /** Whole messages made by ourselves (PUB, HPUB), which nats.ws need not know of. */
  sendMessages(messages: Uint8Array<ArrayBuffer>): void {
    if (!this.isLeft && !this.isOver) this.socket.send(messages);
  }

  /** nats.ws gives up; the server gets a moment to say why before the socket ends. */
  close(): void {
    this.isLeft = true;
    if (this.isOver || this.farewell !== undefined) return;
    this.farewell = setTimeout(() => this.lose(), FAREWELL_MS);
  }

  /** Ends the socket now; no event comes after it. */
  end(): void {
    if (this.isOver) return;
    this.said("[close 1000]");
    this.finish(LOST);
  }

  private received(data: unknown): void {
    if (this.isOver) return;
    const problem = this.take(data);
    if (problem !== null) this.fail(problem);
  }

  /** Why these bytes cannot be NATS; null when they can. */
  private take(data: unknown): string | null {
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
        : inbound.take(bytes, clockMs(), (piece) => this.pass(piece));
    return isSound ? null : "broken protocol";
  }

  /** What is for nats.ws. */
  private pass(piece: Uint8Array): boolean {
    const isSound = this.inbound.scan(piece);
    const { buffer } = piece;
    const isWhole = piece.length === buffer.byteLength && buffer instanceof ArrayBuffer;
    const data = isWhole ? buffer : piece.slice().buffer;
    if (!this.isSigned) this.held.push(data);
    else if (!this.isLeft && !this.isOver) this.onmessage?.({ data });
    return isSound;
  }

  private heard(line: string): void {
    const { plan } = this;
    if (this.isOver) return;
    const verb = /^(?:INFO|PING|PONG|\+OK|-ERR)(?=\s|$)/i.exec(line)?.[0].toUpperCase();
    // What somebody waits for comes first, and is then put on record.
    switch (verb) {
      case undefined:
        this.fail("unknown operation");
        break;
      case "INFO":
        this.informed(line);
        break;
      case "PONG":
        plan.events.pong();
        this.said(line, "in");
        break;
      case "-ERR":
        this.said(line, "in");
        plan.events.serverError(errorText(line));
        break;
      default:
        this.said(line, "in");
        break;
    }
  }

  private informed(line: string): void {
    const { plan } = this;
    const info = readInfo(line);
    if (info !== null && !this.hasInfo) {
      this.hasInfo = true;
      this.sign(info.nonce ?? "");
    }
    this.said(line, "in");
    if (info === null) this.fail("INFO cannot be read");
    else plan.events.info(info.facts);
  }

  private sign(nonce: string): void {
    const { plan } = this;
    plan.sign(new TextEncoder().encode(nonce)).then(
      (isSigned) => {
        if (this.isOver) return;
        plan.events.signed(isSigned);
        this.isSigned = true;
        for (const data of this.held.splice(0)) this.onmessage?.({ data });
      },
      () => this.isOver || this.fail("the nonce could not be signed"),
    );
  }

  private said(line: string, direction: "in" | "out" = "out"): void {
    this.plan.events.frame(direction, recordLine(line));
  }

  /** What is at the other end does not speak NATS, or no longer. */
  private fail(why: string): void {
    if (this.isOver) return;
    this.said(`[not NATS: ${why}]`, "in");
    this.lose();
  }

  private lose(): void {
    if (this.isOver) return;
    this.finish(LOST);
    this.plan.events.closed(LOST);
  }

  private finish(close: CloseFacts): void {
    this.isOver = true;
    clearTimeout(this.farewell);
    this.socket.close();
    // Before the INFO nats.ws takes no notice of a close, only of an error (lib/src/ws_transport.js).
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
