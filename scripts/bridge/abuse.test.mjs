// Abuse by strangers: each attempt ends in a coded refusal, and the memory of the bridge stays within 64 MB
// of what it was. The bridge runs in a separate process here.
import { fork } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bePatient, PATIENCE_MS } from "../testing/patience.mjs";
import { ORIGIN, targetOf, visit } from "./testing/bridge-rig.mjs";
import { makeNatsWorld } from "./testing/nats-world.mjs";

/** @typedef {import("./testing/bridge-process.mjs").Setup} Setup */
/** @typedef {import("./testing/bridge-process.mjs").Report} Report */
/** @typedef {Awaited<ReturnType<typeof startProcess>>} BridgeProcess */

bePatient();

const PROCESS = fileURLToPath(new URL("./testing/bridge-process.mjs", import.meta.url));
const ROOM_BYTES = 64_000_000;
const ALL = 1_000;

/** @type {Awaited<ReturnType<typeof makeNatsWorld>>} */
let world;
/** Closes no connection for being slow. @type {BridgeProcess} */
let patient;
/** Closes clients that send nothing within the handshake limit. @type {BridgeProcess} */
let strict;
/** Closes connections to silent targets, and readers that take nothing. @type {BridgeProcess} */
let hasty;

beforeAll(async () => {
  world = await makeNatsWorld();
  const { clientUrl } = await world.serve({ isOpen: true });
  const targets = {
    plain: targetOf({ url: clientUrl }),
    silent: targetOf({ url: await world.startTcpServer() }),
    flood: targetOf({ url: await world.startTcpServer(flood) }),
    web: targetOf({
      url: await world.startTcpServer((socket) => socket.write("HTTP/1.1 400 Bad\r\n\r\n")),
    }),
  };
  const trustedProxies = ["127.0.0.1"];
  patient = await startProcess({ targets, options: { trustedProxies } });
  // This is long enough for all 64 to exceed the allowance, even on a slow machine.
  const options = { trustedProxies, limits: { handshakeMs: 8_000 } };
  strict = await startProcess({ targets, options });
  const limits = { connectMs: 3_000, idleMs: 4_000 };
  hasty = await startProcess({ targets, options: { trustedProxies, limits } });
});
afterAll(async () => {
  patient.stop();
  strict.stop();
  hasty.stop();
  await world.end();
});

it("1,000 parallel sockets from one address", async () => {
  await expectStableMemory(patient, async () => {
    const ends = await visitAtOnce(ALL, () => visit(patient.url("plain")));
    expect(countEnds(ends)).toEqual({ open: 16, "4429 bridge/busy address": ALL - 16 });
  });
});

it("1,000 parallel sockets from as many addresses", async () => {
  await expectStableMemory(patient, async () => {
    const ends = await visitAtOnce(ALL, (n) => visit(patient.url("plain"), { headers: from(n) }));
    expect(countEnds(ends)).toEqual({ open: 256, "4429 bridge/busy all": ALL - 256 });
  });
});

it.each([
  ["an unknown name", "unlisted", ORIGIN, "4404 bridge/unknown-target"],
  ["an address as the name", "127.0.0.1:4222", ORIGIN, "4404 bridge/unknown-target"],
  ["a foreign origin", "plain", "http://elsewhere.test", "4403 bridge/origin"],
  ["no origin", "plain", undefined, "4403 bridge/origin"],
])("1,000 parallel sockets with %s", async (_, name, origin, end) => {
  await expectStableMemory(patient, async () => {
    const ends = await visitAtOnce(ALL, () => visit(patient.url(name), { origin }));
    expect(countEnds(ends)).toEqual({ [end]: ALL });
  });
});

it("200 at once to a target that never answers", async () => {
  await expectStableMemory(hasty, async () => {
    const silent = await visitAtOnce(200, (n) => visit(hasty.url("silent"), { headers: from(n) }));
    expect(countEnds(silent)).toEqual({ "4504 bridge/upstream-silent": 200 });
  });
});

it("200 at once to a target that is no NATS server", async () => {
  await expectStableMemory(patient, async () => {
    const web = await visitAtOnce(200, (n) => visit(patient.url("web"), { headers: from(n) }));
    expect(countEnds(web)).toEqual({ "4510 bridge/not-nats": 200 });
  });
});

it("a frame of 100 MB", async () => {
  await expectStableMemory(patient, async () => {
    const { socket, first, closed } = visit(patient.url("plain"));
    await first;
    socket.send(Buffer.alloc(100_000_000));
    expect((await closed).code).toBe(1009);
  });
});

it("64 slow writers, each with an unfinished frame of 9 MB, beside one honest client", async () => {
  await expectStableMemory(strict, async () => {
    const honest = visit(strict.url("plain"));
    await honest.first;
    const talk = setInterval(() => honest.socket.send("PING\r\n"), 100);
    honest.socket.send("CONNECT {}\r\n");
    const sockets = await Promise.all(
      Array.from({ length: 64 }, async (_, n) => {
        const socket = await rawVisit(strict.url("plain"), from(n));
        socket.write(frameHead(9_000_000));
        socket.write(Buffer.alloc(8_900_000));
        socket.resume();
        return socket;
      }),
    );
    await expect
      .poll(() => sockets.every(({ closed }) => closed), { timeout: PATIENCE_MS })
      .toBe(true);
    clearInterval(talk);
    expect(honest.socket.readyState).toBe(honest.socket.OPEN);
    honest.socket.terminate();
    const counts = countEnds((await strict.report()).ends);
    expect(counts["bridge/busy memory"]).toBeGreaterThanOrEqual(50);
    expect((counts["bridge/busy memory"] ?? 0) + (counts["bridge/handshake"] ?? 0)).toBe(64);
  });
});

it("16 slow readers of an endless stream", async () => {
  await expectStableMemory(hasty, async () => {
    const sockets = await Promise.all(
      Array.from({ length: 16 }, async (_, n) => {
        const socket = await rawVisit(hasty.url("flood"), from(n));
        // It keeps sending, so that it is closed for reading nothing and not for being silent.
        const talk = setInterval(() => {
          socket.write(frameHead(6));
          socket.write("PING\r\n");
        }, 100);
        socket.on("close", () => clearInterval(talk));
        return socket;
      }),
    );
    /** @type {string[]} */
    const ends = [];
    await expect
      .poll(async () => ends.push(...(await hasty.report()).ends), { timeout: PATIENCE_MS })
      .toBe(16);
    expect(countEnds(ends)).toEqual({ "bridge/slow-reader": 16 });
    for (const socket of sockets) socket.destroy();
  });
});

/**
 * @param {BridgeProcess} bridge
 * @param {() => Promise<void>} abuse
 */
async function expectStableMemory(bridge, abuse) {
  // The first few connections load and compile code, which is not measured here.
  await visitAtOnce(100, (n) => visit(bridge.url("plain"), { headers: from(n) }));
  await expect
    .poll(async () => (await bridge.report()).connections, { timeout: PATIENCE_MS })
    .toBe(0);
  await bridge.highest();
  const before = (await bridge.report()).now;
  await abuse();
  const grown = (await bridge.highest()) - before;
  expect(grown, `grown by ${(grown / 1e6).toFixed(1)} MB`).toBeLessThan(ROOM_BYTES);
  await expect
    .poll(async () => (await bridge.report()).connections, { timeout: PATIENCE_MS })
    .toBe(0);
}

/** @param {Setup} setup */
async function startProcess(setup) {
  const child = fork(PROCESS, { execArgv: ["--expose-gc"] });
  const exited = once(child, "exit").then(([code, signal]) => {
    throw new Error(`the bridge's process has ended: ${code ?? signal}`);
  });
  exited.catch(() => {});
  /** @type {() => Promise<any>} */
  const answer = async () => (await Promise.race([once(child, "message"), exited]))[0];
  child.send(setup);
  const { port } = await answer();
  let highest = 0;
  return {
    /** @param {string} name */
    url: (name) => `ws://127.0.0.1:${port}/bridge/${name}`,
    /** @returns {Promise<Report>} */
    async report() {
      child.send("report");
      const report = await answer();
      highest = Math.max(highest, report.highest);
      return report;
    },
    /** Gives the highest resident size, in bytes, since the last call. */
    async highest() {
      await this.report();
      const found = highest;
      highest = 0;
      return found;
    },
    stop: () => child.disconnect(),
  };
}

/**
 * Opens `count` connections at once and gives the result of each: "open" after INFO, else code and reason.
 * @param {number} count
 * @param {(n: number) => import("./testing/bridge-rig.mjs").Visit} visitOne
 */
async function visitAtOnce(count, visitOne) {
  const visits = Array.from({ length: count }, (_, n) => visitOne(n));
  const ends = await Promise.all(
    visits.map(({ first, closed }) =>
      first.then(
        () => "open",
        () => closed.then(({ code, reason }) => `${code} ${reason}`),
      ),
    ),
  );
  for (const { socket } of visits) socket.terminate();
  return ends;
}

/**
 * Opens a WebSocket whose bytes are written by hand. It reads the beginning of INFO and nothing more.
 * @param {string} url
 * @param {Record<string, string>} headers
 * @returns {Promise<import("node:net").Socket>}
 */
function rawVisit(url, headers) {
  const request = http.get(url.replace("ws:", "http:"), {
    headers: {
      ...headers,
      Origin: ORIGIN,
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    },
  });
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", ({ statusCode }) => reject(new Error(`no WebSocket: ${statusCode}`)));
    request.on("upgrade", async (_, socket, head) => {
      socket.on("error", () => {});
      if (head.length === 0) await once(socket, "data");
      socket.pause();
      resolve(socket);
    });
  });
}

/**
 * Gives the head of one binary frame with a mask of zero.
 * @param {number} length
 */
function frameHead(length) {
  const head = Buffer.alloc(14);
  head[0] = 0x82;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/**
 * Sends messages as a nats-server does, as fast as they are taken.
 * @param {import("node:net").Socket} socket
 */
function flood(socket) {
  const message = Buffer.from(`MSG a 1 10000\r\n${"x".repeat(10_000)}\r\n`);
  const pour = () => {
    while (socket.write(message));
  };
  socket.write('INFO {"max_payload":1048576}\r\n');
  socket.on("drain", pour);
  pour();
}

/** @param {number} n */
const from = (n) => ({ "x-forwarded-for": `10.0.${n >> 8}.${n & 255}` });

/** @param {readonly string[]} ends */
function countEnds(ends) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const end of ends) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
}
