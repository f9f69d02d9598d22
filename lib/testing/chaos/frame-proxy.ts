// A WebSocket proxy before a real server, in the process of the test: it changes what passes, holds it back from a
// mark on until it is released, and cuts its connections.

import WebSocket, { WebSocketServer } from "ws";

export interface FrameChanges {
  readonly toClient?: (text: string) => string;
  readonly toServer?: (text: string) => string;
}

export interface FrameProxy {
  readonly url: string;
  /** From the next frame of the client that has the mark on, nothing reaches the server. Settles when one came. */
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
      sent = sent.then(async () => {
        await fromClient.pass(data);
        upstream.send(changed(data, toServer));
      });
    });
    upstream.on("message", (data: Buffer) => {
      received = received.then(async () => {
        await fromServer.pass(data);
        socket.send(changed(data, toClient));
      });
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

/** Lets everything pass until something with the mark comes, and then nothing. */
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

  pass(data: Buffer): Promise<void> {
    if (this.mark !== null && data.includes(this.mark)) {
      this.mark = null;
      this.opened = new Promise((resolve) => {
        this.open = resolve;
      });
      this.onShut();
    }
    return this.opened;
  }
}
