// The whole path from a real nats-server, through frames that are cut at unusual places; and endpoints that
// speak WebSocket but not NATS.

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { namedCause, outcomeOf } from "@/lib/shared/diagnosis/outcome";
import { startHostileServer } from "@/lib/testing/hostile-server";
import {
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { attempt, identityOf, until, withClockStopped } from "@/lib/testing/run-to-end";
import { MessageIngest } from "@/lib/vault/message-store/store/message-ingest";
import { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { lookUpRow, payloadOf } from "@/lib/vault/message-store/store/row-reader";
import { Connection } from "./connection";

let world: World;
let server: RunningNatsServer;
const listeners: WebSocketServer[] = [];

beforeAll(async () => {
  world = await makeWorld();
  server = await startServer(world.config());
});
afterAll(async () => {
  for (const listener of listeners) {
    for (const client of listener.clients) client.terminate();
    listener.close();
  }
  await endServers();
});

const me = async () => identityOf(await identities.makeUser({ name: "u", account: world.account }));

async function listen(serve: (socket: WebSocket) => void): Promise<string> {
  const listener = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  listeners.push(listener);
  listener.on("connection", serve);
  await new Promise((resolve) => listener.once("listening", resolve));
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `ws://127.0.0.1:${address.port}`;
}

/** Passes everything on, with the bytes of the server cut into pieces of `size`. */
function cutting(size: number): Promise<string> {
  return listen((socket) => {
    const upstream = new WebSocket(server.wsUrl);
    const early: Buffer[] = [];
    socket.on("message", (data: Buffer) => {
      if (upstream.readyState === WebSocket.OPEN) upstream.send(data);
      else early.push(data);
    });
    upstream.on("open", () => {
      for (const data of early) upstream.send(data);
    });
    upstream.on("message", (data: Buffer) => {
      for (let at = 0; at < data.length; at += size) socket.send(data.subarray(at, at + size));
    });
    upstream.on("close", (code, reason) => socket.close(code === 1006 ? 1011 : code, reason));
    socket.on("close", () => upstream.close());
  });
}

describe("frames cut anywhere", () => {
  it.each([1, 2, 3, 7, 64])("%i bytes at a time", async (size) => {
    const log = new MessageLog(1024 * 1024);
    const intake = new MessageIngest({ log }, { onTooLarge: () => {} });
    const dialled = attempt(await me(), await cutting(size), 60_000, () => {}, intake);
    const { record, nc, run, frames } = await dialled;
    expect(record).toMatchObject({ end: "pong", errors: [] });
    if (nc === null) throw new Error("no connection");
    const connection = new Connection(nc, "_INBOX", () => 1_000_000, run.write, intake);
    const trap = new TextEncoder().encode("-ERR 'Authorization Violation'\r\nPING\r\n");
    const target = { id: 1, tally: { received: 0, left: 0, onLast: () => {} }, admits: null };
    await connection.subscribe("t", "", target).result;
    for (const headers of [[], [["A", "b"]]] as const) {
      const sent = await connection.publish({ subject: "t", payload: trap, headers, reply: "" });
      expect(sent.ok).toBe(true);
    }
    const payloads = [1, 2].map((seq) => {
      const place = lookUpRow(log, seq);
      return place === null ? null : payloadOf(log, place.segment, place.row).slice();
    });
    expect(payloads).toEqual([trap, trap]);
    expect(target.tally.received).toBe(2);
    // Messages that are not for the console still reach nats.ws.
    const replies: Uint8Array[] = [];
    nc.subscribe("echo", { callback: (_, msg) => void msg.respond(msg.data) });
    const asked = await connection.request(
      { subject: "echo", payload: trap, headers: [] },
      {
        ...{ timeoutMs: 60_000, maxReplies: 1, isSilent: false },
        onReply: ({ payload }) => replies.push(payload.slice()),
      },
    );
    expect(asked).toEqual({ ok: true, value: "replied" });
    expect(replies).toEqual([trap]);
    expect(log.received).toBe(2);
    expect(frames.filter((frame) => frame.includes("-ERR"))).toEqual([]);
    run.end();
  });

  it("a refusal keeps its text", async () => {
    const who = await identities.makeUser({ name: "u", account: world.account, exp: 1_000_000 });
    const { record } = await attempt(await identityOf(who), await cutting(1));
    expect(record).toMatchObject({
      end: "server-closed",
      errors: ["Authorization Violation"],
      close: { code: 1008, reason: "Authentication Failure" },
    });
  });
});

describe("a WebSocket that does not speak NATS", () => {
  const info = (fields: object) => Buffer.from(`INFO ${JSON.stringify(fields)}\r\n`);
  it.each<[string, (socket: WebSocket) => void]>([
    ["text", (socket) => socket.send("hello")],
    ["other bytes", (socket) => socket.send(Buffer.from("HTTP/1.1 400 Bad Request\r\n"))],
    ["an INFO without JSON", (socket) => socket.send(Buffer.from("INFO nothing\r\n"))],
    ["an unknown operation", (socket) => socket.send(Buffer.from("INFORM\r\n"))],
    ["a nonce that is too long", (socket) => socket.send(info({ nonce: "n".repeat(65) }))],
    [
      "a line without an end",
      (socket) => {
        socket.send(Buffer.from(`INFO {"server_id":"${"x".repeat(40_000)}`));
        socket.send(Buffer.from("x".repeat(40_000)));
      },
    ],
  ])("%s: ends at once, and nothing is sent", async (_, say) => {
    const heard: unknown[] = [];
    const url = await listen((socket) => {
      socket.on("message", (data) => heard.push(data));
      say(socket);
    });
    const who = await me();
    const { record, frames } = await withClockStopped(() => attempt(who, url));
    expect(record).toMatchObject({ end: "server-closed", socketOpened: true, info: null });
    expect(record.elapsedMs).toBeLessThan(1000);
    expect(frames.join()).toContain("not NATS");
    expect(heard).toEqual([]);
  });

  it("a silent server: waits for the time limit", async () => {
    const [who, url] = [await me(), await listen(() => {})];
    const { record } = await withClockStopped(async () => {
      let isOpened = false;
      const pending = attempt(who, url, 400, (_, progress) => {
        void until(() => progress.length > 0, "the open socket").then(() => {
          isOpened = true;
        });
      });
      await until(() => isOpened, "the open socket");
      await vi.advanceTimersByTimeAsync(400);
      return pending;
    });
    expect(record).toMatchObject({ end: "timed-out", socketOpened: true, info: null });
  });

  it("a close before INFO: keeps its code and reason", async () => {
    const url = await listen((socket) => socket.close(4001, "go away"));
    const { record } = await attempt(await me(), url);
    expect(record).toMatchObject({
      end: "server-closed",
      info: null,
      close: { code: 4001, reason: "go away" },
    });
  });
});

describe("a nonce that no NATS server sends", () => {
  it.each([
    ["of 53 characters", "n".repeat(53)],
    ["of 10 characters", "n".repeat(10)],
    ["that could be something else", "abc.efghijklmno"],
  ])("%s: is not signed, nothing is sent, and the end has a code", async (_, nonce) => {
    const server = await startHostileServer({ info: { nonce } });
    const { record } = await attempt(await me(), server.url);
    expect(record).toMatchObject({
      end: "server-closed",
      info: { hasNonce: true },
      close: { fault: "server/odd-nonce" },
    });
    expect(record.phases.signMs).toBeUndefined();
    expect(outcomeOf(record, null, { jwt: null })).toBe("refused");
    expect(namedCause(record, null, { jwt: null })).toBe("server/odd-nonce");
    expect(server.heard).toEqual([]);
    await server.end();
  });

  it("of 65 characters: has the same code, although its INFO is not read", async () => {
    const server = await startHostileServer({ info: { nonce: "n".repeat(65) } });
    const { record } = await attempt(await me(), server.url);
    expect(namedCause(record, null, { jwt: null })).toBe("server/odd-nonce");
    expect(server.heard).toEqual([]);
    await server.end();
  });

  it("every nonce of nats-server is signed", async () => {
    for (let count = 0; count < 20; count += 1) {
      const { record, run } = await attempt(await me(), server.wsUrl);
      expect(record.end).toBe("pong");
      run.end();
    }
  });
});
