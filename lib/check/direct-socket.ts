// A NATS server over TCP or TLS, as the socket that the vault's connection code expects. The bridge's own dialler and
// its reader of INFO lines do the work, and what ends it is told by the bridge's close codes, so a server is judged as
// through the bridge of a page. servers.ts gives it to the vault in place of a WebSocket; one for each attempt.

import { TLSSocket } from "node:tls";
import { CLOSE_CODES, makeEnd, reasonOf } from "@/scripts/bridge/close-codes.mjs";
import { dial, isTlsFault } from "@/scripts/bridge/dial.mjs";
import { infoForPage, readInfo } from "@/scripts/bridge/info.mjs";
import { createServerStream } from "@/scripts/bridge/server-stream.mjs";

/** A server as the configuration of a bridge names it. */
export type Target = Parameters<typeof dial>[0];
type End = ReturnType<typeof makeEnd>;
type Upstream = Extract<Awaited<ReturnType<typeof dial>>, { readonly ok: true }>["upstream"];

/** The time that the server gets to take the last bytes. */
const DRAIN_MS = 5_000;
/** A check sends nothing that a limit of the bridge could refuse. */
const NO_LIMIT = Number.POSITIVE_INFINITY;

/** The parts of a WebSocket that recording-socket.ts uses. */
export class DirectSocket {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
  onerror: (() => void) | null = null;
  onclose:
    | ((event: { readonly code: number; readonly reason: string; readonly wasClean: true }) => void)
    | null = null;
  readonly binaryType = "arraybuffer";
  readonly extensions = "";
  readyState: number = WebSocket.CONNECTING;

  private readonly dialling = new AbortController();
  private upstream: Upstream | null = null;

  /** Dials at once. `limitMs` is for TCP, TLS and INFO together. */
  constructor(target: Target, limitMs: number) {
    const dialled = dial(target, limitMs, this.dialling.signal);
    // As a WebSocket to the bridge: open at once, whatever the server will say.
    setImmediate(() => {
      if (this.readyState !== WebSocket.CONNECTING) return;
      this.readyState = WebSocket.OPEN;
      this.onopen?.(new Event("open"));
      void dialled.then((result) => {
        if (this.readyState === WebSocket.CLOSED) return;
        if (result.ok) this.listen(result.upstream);
        else this.finish(result.end);
      });
    });
  }

  get bufferedAmount(): number {
    return this.upstream?.socket.writableLength ?? 0;
  }

  /** Copies the bytes, as a WebSocket does. */
  send(bytes: Uint8Array | ArrayBuffer): void {
    const copy = bytes instanceof ArrayBuffer ? Buffer.from(bytes.slice(0)) : Buffer.from(bytes);
    this.upstream?.socket.write(copy);
  }

  /** No event follows. */
  close(): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    if (this.upstream === null) {
      // A given reason avoids making an error with its stack.
      this.dialling.abort("closed");
      return;
    }
    const { socket } = this.upstream;
    socket.resume();
    socket.end();
    setTimeout(() => socket.destroy(), DRAIN_MS).unref();
  }

  private listen(upstream: Upstream): void {
    this.upstream = upstream;
    const { socket, first } = upstream;
    const way = { maxPayloadBytes: NO_LIMIT, isTls: socket instanceof TLSSocket };
    const stream = createServerStream((line) => {
      const info = readInfo(line);
      return info && infoForPage(info, way);
    });
    const pass = (chunk: Buffer) => {
      if (this.readyState !== WebSocket.OPEN) return;
      const pieces = stream(chunk);
      if (pieces === undefined) this.finish(makeEnd("not-nats"));
      else if (pieces.length > 0) this.onmessage?.({ data: bytesOf(pieces) });
    };
    socket.on("data", pass);
    socket.on("error", (error: NodeJS.ErrnoException) =>
      this.finish(makeEnd(isTlsFault(error) ? "upstream-tls" : "upstream-closed", error.code)),
    );
    socket.on("end", () => this.finish(makeEnd("upstream-closed")));
    socket.on("close", () => this.finish(makeEnd("upstream-closed")));
    pass(first);
    socket.resume();
  }

  private finish(end: End): void {
    if (this.readyState !== WebSocket.OPEN) return;
    this.close();
    this.onclose?.({ code: CLOSE_CODES[end.name], reason: reasonOf(end), wasClean: true });
  }
}

function bytesOf(pieces: readonly Buffer[]): ArrayBuffer {
  return Uint8Array.from(Buffer.concat(pieces)).buffer;
}
