// The transport of nats.ws's protocol engine, in place of its own: it reports what nats.ws hides
// (control lines, -ERR, close code and reason, timing) and has the nonce signed before the engine sees
// the INFO, because its authenticators cannot wait. Made for each dial of attempt-run.ts.
// The tap alone decides when the socket ends: the engine gives up at an auth error, and the close
// reason that the server sends just after would be lost.

import type { CloseFacts, InfoFacts } from "@/lib/nats/attempt";
import { readInfo, recordLine } from "@/lib/nats/control-line";
import { type ConnectionOptions, NATS_WS_VERSION, type Transport } from "@/lib/nats/nats-core";
import { createWireScanner, type WireScanner } from "@/lib/nats/wire-scanner";

/** What the tap saw, in order, as it happens. Nothing comes after `closed`. */
export interface TapEvents {
  opened(): void;
  info(info: InfoFacts): void;
  /** CONNECT goes out next; null when there was nothing to sign. */
  signed(ms: number | null): void;
  pong(): void;
  /** Text of -ERR, without quotes. */
  serverError(text: string): void;
  frame(direction: "in" | "out", line: string): void;
  closed(close: CloseFacts): void;
}

export interface TapPlan {
  readonly address: string;
  readonly events: TapEvents;
  /** Signs and keeps the signature for the authenticator; false when there is nothing to sign with. */
  sign(nonce: Uint8Array): Promise<boolean>;
  /** Called once, with the tap of this dial. */
  dialled(tap: TapTransport): void;
}

/** Options of the engine, with our plan in them. */
export type TapOptions = ConnectionOptions & { readonly tap: TapPlan };

const FAREWELL_MS = 1000;
const MAX_TEXT_CHARS = 256;
const LOST: CloseFacts = { code: 1006, reason: "", wasClean: false };

export class TapTransport implements Transport {
  readonly lang = "nats.ws";
  readonly version = NATS_WS_VERSION;
  closeError?: Error;
  /** The engine has no more use for it; the socket may still hear the server's last word. */
  isClosed = false;

  private plan: TapPlan | null = null;
  private socket: WebSocket | null = null;
  private frames: Uint8Array[] = [];
  private wake = () => {};
  private isSigned = false;
  private hasInfo = false;
  private isOver = false;
  private isMuted = false;
  private farewell: ReturnType<typeof setTimeout> | undefined;
  private ready = { resolve: () => {}, reject: (_: Error) => {} };
  private tellClosed = (_?: Error) => {};
  private readonly closing = new Promise<Error | undefined>((resolve) => {
    this.tellClosed = resolve;
  });
  private readonly inbound = createWireScanner((line) => this.heard(line));
  private outbound: WireScanner = createWireScanner((line) => this.said(line));

  /** Settles once the INFO is there and its nonce signed. */
  connect(_server: unknown, options: ConnectionOptions): Promise<void> {
    const { tap: plan } = options as TapOptions;
    this.plan = plan;
    plan.dialled(this);
    if (this.isOver) return Promise.reject(new Error("ended"));
    const socket = new WebSocket(plan.address);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.isOver || plan.events.opened();
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
    return new Promise((resolve, reject) => {
      this.ready = { resolve, reject };
    });
  }

  /** What came before the socket closed is still read; nothing is after `end`. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const frames = this.frames;
      this.frames = [];
      for (const frame of frames) {
        if (this.isMuted) return;
        yield frame;
      }
      if (this.frames.length > 0) continue;
      if (this.isClosed) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  isEncrypted(): boolean {
    return this.plan?.address.startsWith("wss:") ?? false;
  }

  /** The engine hands over whole buffers, never views. */
  send(frame: Uint8Array): void {
    if (this.isClosed || this.isOver) return;
    this.outbound.scan(frame);
    this.socket?.send(frame.slice());
  }

  /** The engine gives up; the server gets a moment to say why before the socket ends. */
  async close(): Promise<void> {
    this.release();
    if (this.isOver || this.farewell !== undefined) return;
    this.farewell = setTimeout(() => this.lose(), FAREWELL_MS);
  }

  /** As `close`, and the engine wants to be told that it is over. */
  disconnect(): void {
    void this.close();
    this.tellClosed();
  }

  discard(): void {
    void this.close();
  }

  closed(): Promise<Error | undefined> {
    return this.closing;
  }

  /** Ends the socket now; no event comes after it. */
  end(): void {
    if (this.isOver) return;
    this.isMuted = true;
    if (this.socket !== null) this.said("[close 1000]");
    this.finish(LOST);
  }

  private received(data: unknown): void {
    if (this.isOver) return;
    const problem = this.take(data);
    if (problem !== null) this.fail(problem);
    else if (this.isSigned) this.wake();
  }

  /** Why these bytes cannot be NATS; null when they can. */
  private take(data: unknown): string | null {
    if (!(data instanceof ArrayBuffer)) return "text frame";
    const bytes = new Uint8Array(data);
    const isFirst = !this.hasInfo && this.frames.length === 0 && bytes.length > 0;
    if (isFirst && !/[iI+-]/.test(String.fromCharCode(bytes[0] ?? 0))) {
      return "first bytes are no INFO";
    }
    if (!this.isClosed) this.frames.push(bytes);
    return this.inbound.scan(bytes) ? null : "broken protocol";
  }

  private heard(line: string): void {
    const { plan } = this;
    if (this.isOver || plan === null) return;
    const verb = /^(?:INFO|PING|PONG|\+OK|-ERR)(?=\s|$)/i.exec(line)?.[0].toUpperCase();
    if (verb !== undefined) this.said(line, "in");
    switch (verb) {
      case undefined:
        this.fail("unknown operation");
        break;
      case "INFO":
        this.informed(line, plan);
        break;
      case "PONG":
        plan.events.pong();
        break;
      case "-ERR":
        plan.events.serverError(errorText(line));
        break;
    }
  }

  private informed(line: string, plan: TapPlan): void {
    const info = readInfo(line);
    if (info === null) {
      this.fail("INFO cannot be read");
      return;
    }
    plan.events.info(info.facts);
    if (this.hasInfo) return;
    this.hasInfo = true;
    const startedAt = performance.now();
    plan.sign(new TextEncoder().encode(info.nonce ?? "")).then(
      (isSigned) => {
        if (this.isOver) return;
        plan.events.signed(isSigned ? performance.now() - startedAt : null);
        this.isSigned = true;
        this.ready.resolve();
      },
      () => this.isOver || this.fail("the nonce could not be signed"),
    );
  }

  private said(line: string, direction: "in" | "out" = "out"): void {
    this.plan?.events.frame(direction, recordLine(line));
  }

  /** What is at the other end does not speak NATS, or no longer. */
  private fail(why: string): void {
    if (this.isOver) return;
    this.isMuted = true;
    this.said(`[not NATS: ${why}]`, "in");
    this.lose();
  }

  private lose(): void {
    if (this.isOver) return;
    this.finish(LOST);
    this.plan?.events.closed(LOST);
  }

  private finish({ reason, wasClean }: CloseFacts): void {
    this.isOver = true;
    clearTimeout(this.farewell);
    this.socket?.close();
    const error = new Error(reason);
    if (!wasClean) this.closeError = error;
    this.release();
    this.ready.reject(error);
    this.tellClosed(error);
  }

  /** Lets the engine's reader go. */
  private release(): void {
    this.isClosed = true;
    this.wake();
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
