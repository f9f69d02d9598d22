// Servers that speak NATS and are another product. The INFO is that of the NATS gateway of EMQX, with its default
// names (apps/emqx_gateway_nats/src/emqx_nats_channel.erl). A small server of our own sends it: the gateway itself
// needs Erlang.

import { afterEach, beforeEach, expect, it } from "vitest";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import {
  type HostilePlan,
  type HostileServer,
  startHostileServer,
} from "@/lib/testing/hostile-server";
import { makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
// Gives Node the WebSocket that browsers have.
import "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

const INFO = {
  ...{
    server_id: "emqx_nats_gateway",
    server_name: "emqx_nats_gateway",
    version: "6.0.0",
    proto: 0,
  },
  ...{ go: undefined, jetstream: false, headers: true, tls_required: false },
};

let rig: Rig;
let server: HostileServer;
beforeEach(() => {
  rig = startRig();
});
afterEach(async () => {
  await rig.close();
  await server.end();
});

async function connect(plan: HostilePlan, claims: Readonly<Record<string, unknown>> = {}) {
  server = await startHostileServer({ ...plan, info: { ...INFO, ...plan.info } });
  const id = await rig.load(makeUser({ account: makeKey("account"), claims }).creds);
  const session = await rig.connect(id, server.url);
  const facts = await rig.client.call("readFacts", { id });
  if (!facts.ok) throw new Error(facts.fault.code);
  return verdictOf(facts.value, session, Date.now());
}

it("a connection that it accepts proves nothing", async () => {
  const verdict = await connect({});
  expect(verdict).toMatchObject({
    outcome: "unchecked",
    causes: [{ code: "server/not-nats-server", certainty: "likely" }],
  });
});

it("nothing is proven by a refusal, and its words are quoted", async () => {
  const verdict = await connect(
    {
      isSilent: true,
      onConnect(client) {
        client.send("-ERR 'Authorization Violation'\r\n");
        client.drop();
      },
    },
    { exp: 1_700_000_000 },
  );
  expect(verdict?.outcome).toBe("refused");
  const said = verdict?.causes.map(({ code, certainty }) => `${code} ${certainty}`);
  expect(said).toEqual(["server/not-nats-server likely", "jwt/expired possible"]);
  const [first] = verdict?.causes ?? [];
  const { meaning } = causeText(
    first ?? { code: "server/open", certainty: "likely", evidence: {} },
  );
  expect(meaning).toContain("It calls itself emqx_nats_gateway.");
  expect(meaning).toContain("The server said: Authorization Violation.");
});

it("a nats-server behind a proxy that renames it is still one", async () => {
  const verdict = await connect({ info: { go: "go1.24.6", server_id: "edge" } });
  expect(verdict?.outcome).toBe("accepted");
});
