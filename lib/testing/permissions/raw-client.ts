// A NATS client over TCP for tests. It sends exactly the given operations and keeps what the server answers to
// each. A PING follows every operation, so everything before its PONG belongs to that operation.

import { connect, type Socket } from "node:net";
import type { NatsKey } from "@/lib/testing/nkey";

export interface RawMessage {
  readonly subject: string;
  readonly sid: string;
  readonly reply: string;
  /** The payload as received, including headers. */
  readonly payload: string;
}

/** What the server sent between an operation and the PONG after it. */
export interface RawAnswer {
  readonly errors: readonly string[];
  readonly messages: readonly RawMessage[];
}

export interface RawUser {
  readonly jwt: string;
  readonly key: NatsKey;
}

const TIMEOUT_MS = 60_000;

interface Info {
  readonly nonce?: string;
  readonly version: string;
  readonly server_id: string;
}

export class RawClient {
  private buffer: Buffer = Buffer.alloc(0);
  private errors: string[] = [];
  private messages: RawMessage[] = [];
  private readonly waiting: ((answer: RawAnswer) => void)[] = [];
  private lastError = "";
  private onInfo: ((info: Info) => void) | null = null;
  version = "";
  serverId = "";

  private constructor(private readonly socket: Socket) {}

  /** Rejects with the server's text when it refuses. */
  static async open(clientUrl: string, user: RawUser): Promise<RawClient> {
    const { hostname, port } = new URL(clientUrl);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const client = new RawClient(socket);
    const info = new Promise<Info>((resolve) => {
      client.onInfo = resolve;
    });
    socket.on("data", (data) => client.read(data));
    socket.on("error", () => {});
    const gone = new Promise<never>((_, reject) => {
      socket.once("close", () => reject(new Error(`refused: ${client.lastError}`)));
    });
    gone.catch(() => {});
    const { nonce = "", version, server_id } = await Promise.race([info, gone]);
    client.version = version;
    client.serverId = server_id;
    const sig = user.key.sign(nonce).toString("base64url");
    const options = {
      jwt: user.jwt,
      sig,
      protocol: 1,
      verbose: false,
      pedantic: false,
      echo: true,
    };
    const lines = JSON.stringify({ ...options, headers: true, no_responders: true });
    await Promise.race([client.ask([`CONNECT ${lines}\r\n`]), gone]);
    return client;
  }

  /** Sends the operations, each complete with its line end, in one write. The answers have the same order. */
  ask(operations: readonly string[]): Promise<readonly RawAnswer[]> {
    const answers = operations.map(
      () =>
        new Promise<RawAnswer>((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new Error(`no answer in time; last: ${this.lastError}`)),
            TIMEOUT_MS,
          );
          this.waiting.push((answer) => {
            clearTimeout(timer);
            resolve(answer);
          });
        }),
    );
    this.socket.write(operations.map((one) => `${one}PING\r\n`).join(""));
    return Promise.all(answers);
  }

  close(): void {
    this.socket.destroy();
  }

  private read(data: Buffer): void {
    this.buffer = this.buffer.length === 0 ? data : Buffer.concat([this.buffer, data]);
    for (;;) {
      const end = this.buffer.indexOf("\r\n");
      if (end < 0) return;
      const line = this.buffer.toString("utf8", 0, end);
      const [verb = "", ...words] = line.split(" ");
      let taken = end + 2;
      if (verb === "MSG" || verb === "HMSG") {
        const size = Number(words.at(-1));
        if (this.buffer.length < taken + size + 2) return;
        const [subject = "", sid = ""] = words;
        const sizes = verb === "MSG" ? 1 : 2;
        const reply = words.length - sizes === 3 ? (words[2] ?? "") : "";
        const payload = this.buffer.toString("utf8", taken, taken + size);
        this.messages.push({ subject, sid, reply, payload });
        taken += size + 2;
      } else if (verb === "PONG") {
        const answer = { errors: this.errors, messages: this.messages };
        this.errors = [];
        this.messages = [];
        this.waiting.shift()?.(answer);
      } else if (verb === "-ERR") {
        this.lastError = words.join(" ");
        this.errors.push(this.lastError.replace(/^'(.*)'$/, "$1"));
      } else if (verb === "INFO") {
        this.onInfo?.(JSON.parse(words.join(" ")));
      } else if (verb === "PING") {
        this.socket.write("PONG\r\n");
      }
      this.buffer = this.buffer.subarray(taken);
    }
  }
}

export const sub = (subject: string, queue: string, sid: number): string =>
  `SUB ${subject} ${queue === "" ? "" : `${queue} `}${sid}\r\n`;
export const unsub = (sid: number): string => `UNSUB ${sid}\r\n`;
export const pub = (subject: string, reply = "", payload = ""): string =>
  `PUB ${subject} ${reply === "" ? "" : `${reply} `}${Buffer.byteLength(payload)}\r\n${payload}\r\n`;
