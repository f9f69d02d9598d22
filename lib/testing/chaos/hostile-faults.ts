// Faults of a server that speaks NATS and attacks. The table is run by chaos-run.ts.

import { setTimeout as sleep } from "node:timers/promises";
import {
  type HostileClient,
  type HostilePlan,
  type HostileServer,
  startHostileServer,
} from "@/lib/testing/hostile-server";
import type { Random } from "@/lib/testing/random";
import { type Fault, type Hold, isOpen, sessionHolds } from "./fault";
import type { ChaosWorld } from "./world";

/** What a server may get for one click (lib/vault/session/retries.ts). */
const MAX_SIGNATURES = 10;

/** SID stands for the number of the subscription. */
const BROKEN: readonly string[] = [
  "MSG others.x SID -5\r\nhello\r\n",
  "MSG others.x SID 99999999999\r\nhello\r\n",
  "MSG others.x SID x\r\n",
  "MSG others.x SID\r\n",
  "MSG others.x abc 5\r\nhello\r\n",
  "HMSG others.x SID 50 5\r\nhello\r\n",
  "MSG others.x SID 5\r\nhelloXX",
  "MSG others.x 77 5\r\nhelloXX",
  "SECRET subject\r\n",
  "-ERR\r\n",
  "INFO {secret\r\n",
  "\r\n",
];

export const HOSTILE_FAULTS: readonly Fault[] = [
  {
    name: "a hostile server breaks the framing",
    async run(world, random) {
      const { id, server, client } = await openAtHostile(world);
      const text = random.pick(BROKEN).replace("SID", sidOf(server));
      client().send(text.repeat(1 + random.below(500)));
      return [
        sessionHolds(world, id, "it ended as the server's fault", (state) => {
          return state.phase === "idle" && state.endCode === "server/protocol";
        }),
        signedOnce(server),
      ];
    },
  },
  {
    name: "a hostile server sends random bytes",
    async run(world, random) {
      const { id, server, client } = await openAtHostile(world);
      client().send(String.fromCharCode(...randomBytes(random, 1_000 + random.below(4_000))));
      return [
        sessionHolds(world, id, "it ended as the server's fault", (state) => {
          return state.phase === "idle" && state.endCode === "server/protocol";
        }),
        signedOnce(server),
      ];
    },
  },
  {
    name: "a hostile server floods with PING",
    async run(world, random) {
      const { id, server, client } = await openAtHostile(world);
      const count = 1_000 + random.below(20_000);
      client().send("PING\r\n".repeat(count));
      return [
        {
          what: `${count} PINGs are answered`,
          check: () => server.heard.join("").split("PONG\r\n").length - 1 >= count,
        },
        sessionHolds(world, id, "it is open", isOpen),
        signedOnce(server),
      ];
    },
  },
  {
    name: "a hostile server floods with INFO",
    async run(world, random) {
      const { id, server, client } = await openAtHostile(world);
      const count = 200 + random.below(2_000);
      for (let index = 1; index <= count; index += 1) {
        client().send(infoText({ server_name: `name-${index}`, connect_urls: ["x".repeat(200)] }));
      }
      return [
        sessionHolds(world, id, "the last INFO counts", (state) => {
          return isOpen(state) && state.server?.info.serverName === `name-${count}`;
        }),
        signedOnce(server),
      ];
    },
  },
  {
    name: "a hostile server floods with -ERR",
    async run(world, random) {
      const { id, server, client } = await openAtHostile(world);
      const text = random.pick([
        "-ERR 'Permissions Violation for Publish to \"x\"'\r\n",
        "-ERR 'Permissions Violation for Subscription to \"others.>\"'\r\n",
        "-ERR 'Unknown Protocol Operation'\r\n",
        `-ERR '${"long ".repeat(400)}'\r\n`,
      ]);
      client().send(text.repeat(500 + random.below(3_000)));
      return [
        {
          what: "the server's words are in its log, or it ended with a code",
          check: async () => {
            const state = world.rig.session(id);
            return state?.phase === "open"
              ? (await world.rig.notices(id)).length > 1
              : state?.endCode !== null;
          },
        },
        signaturesAreBounded(server),
      ];
    },
  },
  {
    name: "a hostile server floods with MSG",
    async run(world, random) {
      const { id, server, client } = await openAtHostile(world);
      const sid = sidOf(server);
      const count = 1_000 + random.below(10_000);
      const own = `MSG others.x ${sid} 5\r\nhello\r\n`;
      const strange = "MSG others.x 99999999999999999999 5\r\nhello\r\n";
      for (let index = 0; index < count; index += 100) {
        client().send(strange.repeat(100));
        client().send(own.repeat(100));
      }
      const expected = Math.ceil(count / 100) * 100;
      return [
        {
          what: `it has the ${expected} messages of its subscription and no other`,
          check: async () => (await world.rig.window(id)).counts.received === expected,
        },
        sessionHolds(world, id, "it is open", isOpen),
        signedOnce(server),
      ];
    },
  },
  {
    name: "a hostile server accepts and drops",
    async run(world, random) {
      const server = await startHostile(world, { onAccepted: (client) => client.drop() });
      const { id } = await connectNew(world, server.url);
      await sleep(500 + random.below(3_000));
      return [
        sessionHolds(world, id, "it ended with a code and waits", (state) => {
          return state.phase === "waiting" && state.endCode === "ended/lost";
        }),
        signaturesAreBounded(server),
      ];
    },
  },
  {
    name: "a hostile server gives an odd nonce",
    async run(world, random) {
      const nonce = random.pick(["x".repeat(5_000), "eyJhbGciOiJub25lIn0.e30.", "a b", "\u0000"]);
      const server = await startHostile(world, { info: { nonce } });
      const { id } = await connectNew(world, server.url);
      return [
        sessionHolds(world, id, "it names the nonce", ({ phase, attempt }) => {
          return phase === "idle" && attempt?.close?.fault === "server/odd-nonce";
        }),
        { what: "nothing was signed", check: () => server.signatures.length === 0 },
      ];
    },
  },
  {
    name: "a hostile server floods before it accepts",
    async run(world, random) {
      const text = random.pick([
        "MSG x -1 2\r\n",
        `INFO {"x":${"[".repeat(50_000)}\r\n`,
        "x".repeat(2_000_000),
        "-ERR 'Authorization Violation'\r\n".repeat(500),
      ]);
      const server = await startHostile(world, {
        isSilent: true,
        onConnect: (client) => client.send(text),
      });
      const { id } = await connectNew(world, server.url, 2_000);
      return [
        sessionHolds(world, id, "it is not accepted", ({ phase, outcome }) => {
          return phase === "idle" && (outcome === "refused" || outcome === "unreachable");
        }),
        signedOnce(server),
      ];
    },
  },
];

export function randomBytes(random: Random, count: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: count }, () => random.below(256));
}

const infoText = (fields: Readonly<Record<string, unknown>>) =>
  `INFO ${JSON.stringify({ server_id: "HOSTILE", version: "2.15.1", proto: 1, max_payload: 1_048_576, headers: true, ...fields })}\r\n`;

const signedOnce = (server: HostileServer): Hold => ({
  what: "it got one signature",
  check: () => server.signatures.length === 1,
});

const signaturesAreBounded = (server: HostileServer): Hold => ({
  what: `it got at most ${MAX_SIGNATURES} signatures`,
  check: () => server.signatures.length <= MAX_SIGNATURES,
});

async function startHostile(world: ChaosWorld, plan: HostilePlan): Promise<HostileServer> {
  const server = await startHostileServer(plan);
  world.defer(() => server.end());
  return server;
}

async function connectNew(world: ChaosWorld, address: string, timeLimitMs = 60_000) {
  const id = await world.rig.load(world.newUser().creds);
  world.defer(() => world.rig.client.call("forget", { id }));
  await world.rig.connect(id, address, timeLimitMs);
  return { id };
}

async function openAtHostile(world: ChaosWorld) {
  const clients: HostileClient[] = [];
  const server = await startHostile(world, { onAccepted: (client) => clients.push(client) });
  const id = await world.openOther(server.url);
  const client = () => {
    const [first] = clients;
    if (first === undefined) throw new Error("no client was accepted");
    return first;
  };
  return { id, server, client };
}

/** The number that the client gave the subscription. */
function sidOf(server: HostileServer): string {
  const sid = /SUB others\.> (\d+)/.exec(server.heard.join(""))?.[1];
  if (sid === undefined) throw new Error("no SUB");
  return sid;
}
