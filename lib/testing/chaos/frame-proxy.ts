// A WebSocket proxy before a real server, in the process of the test: it changes what passes, holds it back from a
// mark on until it is released, and cuts its connections.

import WebSocket, { WebSocketServer } from "ws";

export interface FrameChanges {
  readonly toClient?: (text: string) => string;
  readonly toServer?: (text: string) => string;
}

export interface FrameProxy {
  readonly url: string;
  /** What the client sends before the mark reaches the server, and nothing after it. Settles when the mark came. */
  holdFromClient(mark: string): Promise<void>;
  /** The same for what the server sends. */
  holdFromServer(mark: string): Promise<void>;
  /** What was held passes, and nothing is held any more. */
  release(): void;
  /** Ends every connection. New ones are taken. */
  cut(): void;
  close(): void;
}

export async function startFrameProxy(
  wsUrl: string,
  { toClient, toServer }: FrameChanges = {},
): Promise<FrameProxy> {
  const listener = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => listener.once("listening", resolve));
  const fromClient = new Gate();
  const fromServer = new Gate();
  listener.on("connection", (socket) => {
    const upstream = new WebSocket(wsUrl);
    let sent = new Promise<void>((resolve) => upstream.once("open", () => resolve()));
    let received = Promise.resolve();
    socket.on("message", (data: Buffer) => {
      const send = (part: Buffer) => upstream.send(changed(part, toServer));
      sent = sent.then(() => fromClient.pass(data, send));
    });
    upstream.on("message", (data: Buffer) => {
      const send = (part: Buffer) => socket.send(changed(part, toClient));
      received = received.then(() => fromServer.pass(data, send));
    });
    upstream.on("close", () => socket.close());
    // Not closed in form: to a close without a code the server answers with a code that `ws` calls invalid.
    socket.on("close", () => upstream.terminate());
  });
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `ws://127.0.0.1:${address.port}`,
    holdFromClient: (mark) => fromClient.shutAt(mark),
    holdFromServer: (mark) => fromServer.shutAt(mark),
    release() {
      fromClient.open();
      fromServer.open();
    },
    cut() {
      for (const socket of listener.clients) socket.terminate();
    },
    close: () => listener.close(),
  };
}

const changed = (data: Buffer, change?: (text: string) => string) =>
  change === undefined ? data : Buffer.from(change(data.toString("latin1")), "latin1");

/** Lets everything pass until the mark comes, and then nothing: a busy server puts very much into one frame. */
class Gate {
  private mark: string | null = null;
  private onShut = () => {};
  private opened = Promise.resolve();
  open = () => {};

  shutAt(mark: string): Promise<void> {
    this.mark = mark;
    return new Promise((resolve) => {
      this.onShut = resolve;
    });
  }

  async pass(data: Buffer, send: (part: Buffer) => void): Promise<void> {
    await this.opened;
    const at = this.mark === null ? -1 : data.indexOf(this.mark);
    if (at < 0) return send(data);
    this.mark = null;
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
    send(data.subarray(0, at));
    this.onShut();
    await this.opened;
    send(data.subarray(at));
  }
}
