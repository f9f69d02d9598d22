// Stands between nats.ws and the WebSocket (nats.ws `wsFactory`): reports what nats.ws hides (control
// lines, -ERR, close code and reason, timing) and has the nonce signed before nats.ws sees the INFO,
// because its authenticators cannot wait. Used by attempt-run.ts, once per dial.
// The tap alone decides when the real socket ends: nats.ws closes early on an auth error, and the
// close reason that the server sends just after would be lost.

import type { CloseFacts, InfoFacts } from "@/lib/nats/attempt";
import { readInfo, recordLine } from "@/lib/nats/control-line";
import { createWireScanner } from "@/lib/nats/wire-scanner";

/** What the tap saw, in order, as it happens. Nothing comes after `closed`. */
export interface TapEvents {
  opened(): void;
  info(info: InfoFacts): void;
  /** The nonce was signed, or there was nothing to sign; CONNECT goes out next. */
  signed(ms: number | null): void;
  pong(): void;
  /** Text of -ERR, without quotes. */
  serverError(text: string): void;
  frame(direction: "in" | "out", line: string): void;
  closed(close: CloseFacts): void;
}

/** Signs a nonce and keeps the answer for the authenticator; false when there is nothing to sign with. */
export type SignNonce = (nonce: Uint8Array) => Promise<boolean>;

type Handler<E> = ((event: E) => void) | null;

/** The part of a WebSocket that nats.ws uses, plus `end`. */
export interface TapSocket {
  binaryType: string;
  onopen: Handler<unknown>;
  onmessage: Handler<{ readonly data: ArrayBuffer }>;
  onerror: Handler<{ readonly message: string; readonly error: string }>;
  onclose: Handler<CloseFacts>;
  readonly bufferedAmount: number;
  send(data: ArrayBuffer): void;
  /** Called by nats.ws; the server gets a moment to say why before the socket ends. */
  close(): void;
  /** Ends the real socket now and tells nats.ws; no event comes after it. */
  end(): void;
}

const FAREWELL_MS = 1000;
const MAX_ERROR_CHARS = 256;
const LOST: CloseFacts = { code: 1006, reason: "", wasClean: false };

export function openTapSocket(url: string, sign: SignNonce, events: TapEvents): TapSocket {
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  /** Frames that nats.ws may not see yet; null once the signature is there. */
  let waiting: ArrayBuffer[] | null = [];
  let isFirstInfo = true;
  let hasBytes = false;
  let isOver = false;
  let farewell: ReturnType<typeof setTimeout> | undefined;

  const finish = (close: CloseFacts) => {
    isOver = true;
    waiting = [];
    clearTimeout(farewell);
    // Before INFO nats.ws heeds only an error, after it only a close.
    tap.onerror?.({ message: "closed", error: "" });
    tap.onclose?.(close);
  };

  const fail = (line: string) => {
    events.frame("in", line);
    socket.close();
    const close = LOST;
    finish(close);
    events.closed(close);
  };

  const deliver = () => {
    const frames = waiting ?? [];
    waiting = null;
    for (const data of frames) tap.onmessage?.({ data });
  };

  const onInfo = (line: string): void => {
    const info = readInfo(line);
    if (info === null) return fail("[no NATS server: INFO cannot be read]");
    events.info(info.facts);
    if (!isFirstInfo) return;
    isFirstInfo = false;
    const startedAt = performance.now();
    void sign(new TextEncoder().encode(info.nonce ?? "")).then(
      (isSigned) => {
        if (isOver) return;
        events.signed(isSigned ? performance.now() - startedAt : null);
        deliver();
      },
      () => isOver || fail("[the nonce could not be signed]"),
    );
  };

  const inbound = createWireScanner((line) => {
    if (isOver) return;
    const verb = /^(?:INFO|PING|PONG|\+OK|-ERR)(?=\s|$)/i.exec(line)?.[0].toUpperCase();
    if (verb === undefined) return fail("[no NATS server: unknown operation]");
    events.frame("in", recordLine(line));
    if (verb === "INFO") onInfo(line);
    else if (verb === "PONG") events.pong();
    else if (verb === "-ERR") events.serverError(errorText(line));
  });
  const outbound = createWireScanner((line) => events.frame("out", recordLine(line)));

  socket.onopen = () => {
    if (!isOver) events.opened();
  };
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isOver) return;
    if (!(data instanceof ArrayBuffer)) return fail("[no NATS server: text frame]");
    const bytes = new Uint8Array(data);
    if (!hasBytes && bytes.length > 0) {
      hasBytes = true;
      if (!/[iI+-]/.test(String.fromCharCode(bytes[0] ?? 0))) {
        return fail("[no NATS server: first bytes are no INFO]");
      }
    }
    if (waiting !== null) waiting.push(data);
    if (!inbound.scan(bytes)) return isOver ? undefined : fail("[no NATS server: broken protocol]");
    if (waiting === null) tap.onmessage?.({ data });
  };
  // Browsers tell nothing in an error event; the close event that follows has what there is.
  socket.onerror = () => {};
  socket.onclose = ({ code, reason, wasClean }: CloseEvent) => {
    if (isOver) return;
    const close = { code, reason: reason.slice(0, MAX_ERROR_CHARS), wasClean };
    events.frame("in", recordLine(`[close ${code}${reason === "" ? "" : ` ${close.reason}`}]`));
    finish(close);
    events.closed(close);
  };

  const tap: TapSocket = {
    binaryType: "arraybuffer",
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    get bufferedAmount() {
      return isOver ? 0 : socket.bufferedAmount;
    },
    send(data) {
      if (isOver) return;
      outbound.scan(new Uint8Array(data));
      socket.send(data);
    },
    close() {
      if (isOver || farewell !== undefined) return;
      farewell = setTimeout(() => {
        socket.close();
        finish(LOST);
        events.closed(LOST);
      }, FAREWELL_MS);
    },
    end() {
      if (isOver) return;
      events.frame("out", "[close 1000]");
      socket.close();
      finish({ code: 1000, reason: "", wasClean: true });
    },
  };
  return tap;
}

/** -ERR 'Some Text' → Some Text */
function errorText(line: string): string {
  return line
    .slice(4)
    .trim()
    .replace(/^'(.*)'$/, "$1")
    .slice(0, MAX_ERROR_CHARS);
}
