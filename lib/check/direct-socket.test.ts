// A server that is dialled directly and the same server through the bridge: the vault has to see the same.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { startBridge, targetOf, visit } from "@/scripts/bridge/testing/bridge-rig.mjs";
import { makeAuthority } from "@/scripts/bridge/testing/certificates.mjs";
import { makeNatsWorld } from "@/scripts/bridge/testing/nats-world.mjs";
import { DirectSocket, type Target } from "./direct-socket";

const NO_HURRY_MS = 120_000;
const SHORT_MS = 300;
const KINDS = ["plain", "tls", "other-ca", "tls-wanted", "nothing", "hangs-up", "talkative"];
const own = makeAuthority("Own CA");
const targets = new Map<string, Target>();
let world: Awaited<ReturnType<typeof makeNatsWorld>>;
let bridge: Awaited<ReturnType<typeof startBridge>>;

beforeAll(async () => {
  Object.assign(globalThis, { WebSocket });
  world = await makeNatsWorld();
  const plain = await world.serve();
  const tls = await world.serve({ tls: own.issue({ name: "nats", addresses: ["127.0.0.1"] }) });
  const ca = own.ca;
  const hangsUp = await world.startTcpServer((socket) => socket.end());
  const talkative = await world.startTcpServer((socket) => socket.write("SSH-2.0-x\r\n"));
  targets.set("plain", targetOf({ url: plain.clientUrl }));
  targets.set("tls", targetOf({ url: tls.clientUrl, ca }));
  targets.set("other-ca", targetOf({ url: tls.clientUrl, ca: makeAuthority("Other CA").ca }));
  targets.set("tls-wanted", targetOf({ url: plain.clientUrl, ca, tls: "required" }));
  targets.set("nothing", targetOf({ url: "nats://127.0.0.1:1" }));
  targets.set("hangs-up", targetOf({ url: hangsUp }));
  targets.set("talkative", targetOf({ url: talkative }));
  bridge = await startBridge(Object.fromEntries(targets));
});
afterAll(async () => {
  await bridge.stop();
  await world.end();
});

const WRONG = 'CONNECT {"verbose":false,"jwt":"x","sig":"x"}\r\nPING\r\n';

/** What comes until the end, with the answer to a wrong login; numbers and nonces differ each time. */
const comparable = (text: string) =>
  text.replaceAll(/"(?:client_id|nonce|max_payload)":("[^"]*"|\d+),?/gu, "");

async function directly(name: string) {
  const target = targets.get(name);
  if (target === undefined) throw new Error(name);
  const socket = new DirectSocket(target, NO_HURRY_MS);
  let text = "";
  let isOpen = false;
  socket.onopen = () => (isOpen = true);
  socket.onmessage = ({ data }) => {
    if (text === "") socket.send(Buffer.from(WRONG));
    text += Buffer.from(data).toString();
  };
  const { code, reason } = await new Promise<{ code: number; reason: string }>((resolve) => {
    socket.onclose = resolve;
  });
  return { isOpen, text: comparable(text), code, reason };
}

async function throughBridge(name: string) {
  const { socket, frames, closed } = visit(bridge.url(name));
  let isOpen = false;
  socket.on("open", () => (isOpen = true));
  socket.once("message", () => socket.send(WRONG));
  const { code, reason } = await closed;
  return { isOpen, text: comparable(Buffer.concat(frames).toString()), code, reason };
}

describe("a server that is dialled directly", () => {
  it.each(KINDS)("says and ends as through the bridge: %s", async (name) => {
    const seen = await directly(name);
    expect(seen).toEqual(await throughBridge(name));
    expect(seen.text.includes("Authorization Violation")).toBe(["plain", "tls"].includes(name));
    expect(seen.text.includes('"bridge_tls":true')).toBe(name === "tls");
  });

  it("is given up in time when it says nothing", async () => {
    const socket = new DirectSocket(targetOf({ url: await world.startTcpServer() }), SHORT_MS);
    const closed = new Promise((resolve) => {
      socket.onclose = resolve;
    });
    expect(await closed).toMatchObject({ code: 4504, reason: "bridge/upstream-silent" });
  });

  it.each(["while it is dialled", "once it has spoken"])(
    "loses its connection when the attempt is ended %s",
    async (when) => {
      let isGone = () => {};
      const gone = new Promise<void>((resolve) => {
        isGone = resolve;
      });
      let hasCome = () => {};
      const come = new Promise<void>((resolve) => {
        hasCome = resolve;
      });
      const isEarly = when === "while it is dialled";
      const url = await world.startTcpServer((peer) => {
        peer.on("close", isGone);
        peer.resume();
        if (!isEarly) peer.write('INFO {"version":"2.11.0"}\r\n');
        hasCome();
      });
      const socket = new DirectSocket(targetOf({ url }), NO_HURRY_MS);
      const told: unknown[] = [];
      socket.onclose = (event) => told.push(event);
      const heard = new Promise<void>((resolve) => {
        socket.onmessage = () => resolve();
      });
      await (isEarly ? come : heard);
      socket.close();
      await gone;
      expect(told).toEqual([]);
    },
  );
});
