// The table of cases: what real servers do, and exactly what the verdict says, on the newest nats-server and
// on the oldest that is installed. The cases are in lib/testing/verdict-cases.ts.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { warningsBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { reportJson, reportOf } from "@/lib/page/diagnosis/report/report";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import { isServerAtLeast } from "@/lib/shared/base/server-version";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import {
  endServers,
  type RunningNatsServer,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";
import { type JudgedServer, LINES, listedUser, user } from "@/lib/testing/verdict-cases";
import {
  accounts,
  config,
  operatorJwt,
  special,
  strictConfig,
  strictOperatorJwt,
  strictWorld,
} from "@/lib/testing/verdict-world";

/** nats-server 2.9 accepts these and newer ones refuse them, as the page warns (observed with 2.9.10 and 2.15.1). */
const TAKEN_BY_OLD: ReadonlySet<string> = new Set([
  "a subject that is none",
  "two dots in a row",
  "a queue group that is none",
  "template for TCP only",
]);
/** nats-server 2.9 cannot be asked for the identity, and does not have auth callout. */
const ACCEPTED_BY_OLD: ReadonlySet<string> = new Set([
  "nkey server that lists the user",
  "auth callout without a service",
]);

/**
 * Before 2.11.15 and 2.12.6 a server that heard nothing from a callout closed with "Protocol Violation", without -ERR
 * (server/client.go, readLoop). 2.11 and 2.12 then close without words, 2.14 and newer refuse as always.
 */
const endsAsBadInput = (version: string): boolean =>
  !isServerAtLeast(version, "2.11.15") ||
  (isServerAtLeast(version, "2.12.0") && !isServerAtLeast(version, "2.12.6"));

let rig: Rig;
let trust: readonly TrustFacts[];
beforeAll(async () => {
  rig = startRig();
  const all = [accounts, special, strictWorld].flatMap((some) => Object.values(some));
  const jwts = [operatorJwt, strictOperatorJwt, ...all.map(({ jwt }) => jwt)];
  for (const jwt of jwts) await rig.client.call("openText", { bytes: bytesOf(jwt) });
  trust = rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];
});
afterAll(async () => {
  await rig.close();
  await endServers();
});

/** The report of each case has nothing from the creds but public keys, and opens again unchanged. */
async function expectReport(
  creds: string,
  made: (material: readonly TrustFacts[]) => string,
): Promise<void> {
  const secrets = creds.match(/[\w-]{58,}/g) ?? [];
  for (const json of [made([]), made(trust)]) {
    for (const secret of secrets) expect(json).not.toContain(secret);
    const opened = await rig.client.call("openText", { bytes: bytesOf(json) });
    const report = JSON.parse(json);
    expect(opened).toMatchObject({ value: { added: [], reports: [{ report }] } });
  }
}

it("has at least sixty cases", () => expect(LINES.length).toBeGreaterThanOrEqual(60));

describe.each(await testedServers())("on nats-server $version", (binary) => {
  const servers = new Map<JudgedServer, RunningNatsServer>();
  beforeAll(async () => {
    const on = { on: binary };
    servers.set("usual", await startServer(config, on));
    // The time limit ends the wait for a callout service that is not there.
    servers.set("hasty", await startServer(`${config}\nauthorization { timeout: 2 }`, on));
    servers.set("open", await startServer("", on));
    servers.set("password", await startServer("authorization { user: u, password: p }", on));
    servers.set("strict", await startServer(strictConfig, on));
    const { publicKey } = listedUser.key;
    servers.set("nkey", await startServer(`authorization { users: [{ nkey: ${publicKey} }] }`, on));
    const login = "no_tls: true, authorization { user: u, password: p }";
    servers.set("login", await startServer(config, { ...on, websocket: login }));
    servers.set("full", await startServer(`max_connections: 1\n${config}`, on));
    const holder = await rig.load(user());
    await rig.connect(holder, servers.get("full")?.wsUrl ?? "");
  });

  it.each(LINES.map((line) => [line[0], line] as const))("%s", async (name, line) => {
    const [, creds, alone, full = "", server = "usual"] = line;
    const text = creds();
    const id = await rig.load(text);
    const reply = await rig.client.call("readFacts", { id });
    if (!reply.ok) throw new Error(reply.fault.code);
    const tried = await rig.connect(id, servers.get(server)?.wsUrl ?? "");
    // The identity arrives a little later.
    const session =
      tried.phase !== "open" || !alone.startsWith("unchecked")
        ? tried
        : await rig.waitFor(id, "the identity", ({ phase, server: facts }) => {
            const isAnswered =
              facts?.identitySilence != null || facts?.identity?.from === "user-info";
            return isAnswered || phase !== "open";
          });
    const say = (material: readonly TrustFacts[]) => {
      const verdict = verdictOf(reply.value, session, Date.now(), material);
      const [headline] = verdict?.causes ?? [];
      const reason = headline ? ` ${headline.code} ${headline.certainty}` : "";
      return `${verdict?.outcome}${reason}`;
    };
    await rig.client.call("forget", { id });
    await expectReport(text, (material) =>
      reportJson(reportOf(reply.value, session, material, Date.now())),
    );
    const isTaken =
      (!binary.isAtLeast(2, 10) && TAKEN_BY_OLD.has(name)) ||
      // Servers check this claim from 2.12 on.
      (!binary.isAtLeast(2, 12) && name === "proxy demanded");
    if (isTaken) {
      expect([say([]), say(trust)]).toEqual(["accepted", "accepted"]);
      const before = warningsBeforeConnecting(reply.value, trust, Date.now());
      expect(before.map(({ certainty }) => certainty)).toEqual(["likely"]);
      return;
    }
    if (!binary.isAtLeast(2, 10) && ACCEPTED_BY_OLD.has(name)) {
      expect(say([])).toBe("accepted");
      return;
    }
    if (name === "auth callout without a service" && endsAsBadInput(binary.version)) {
      expect(say([])).toBe("refused account/callout likely");
      return;
    }
    expect(say([])).toBe(alone);
    expect(say(trust)).toBe(full === "" ? alone : full);
  });
});
