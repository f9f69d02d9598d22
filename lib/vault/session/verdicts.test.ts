// Generated creds, judged by a real server. Working creds never get a proven fault, refused creds never get a
// clean verdict, and with the account and operator JWTs loaded the headline is the first fault that the server
// finds. Seeded: a failure names its case, and CREDENCE_SEED runs another set.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { warningsBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { credsText, makeUser, nowSec } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { makeRandom, type Random } from "@/lib/testing/random";
import {
  endServers,
  type RunningNatsServer,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";
import {
  accounts,
  closedHour,
  config,
  FAULTS,
  type FaultCode,
  operatorJwt,
  plainSigner,
  scopedSigner,
} from "@/lib/testing/verdict-world";

const CASES = 240;
const SEED = Number(process.env["CREDENCE_SEED"] ?? 20_261_124);

const NO_LIMITS = { subs: undefined, data: undefined, payload: undefined };

interface Case {
  readonly creds: string;
  readonly faults: ReadonlySet<FaultCode>;
}

function makeCase({ is, pick }: Random): Case {
  const faults = new Set<FaultCode>();
  const account = is(0.6) ? accounts.sound : pick(Object.values(accounts));
  const isBearer = is(0.2);
  if (account.fault !== null && (account !== accounts.strict || isBearer))
    faults.add(account.fault);

  const signer = is(0.7) ? undefined : pick([plainSigner, scopedSigner, makeKey("account")]);
  if (signer && signer !== plainSigner && signer !== scopedSigner) {
    faults.add("account/issuer-unknown");
  }
  const isBare = signer === scopedSigner && !isBearer && is(0.7);
  if (signer === scopedSigner && !isBare) faults.add("account/scope-violated");

  const claims: Record<string, unknown> = {};
  const nats: Record<string, unknown> = isBare ? { ...NO_LIMITS } : {};
  if (isBearer) nats["bearer_token"] = true;
  if (is(0.1)) {
    claims["exp"] = nowSec() - 900;
    faults.add("jwt/expired");
  } else if (is(0.3)) claims["exp"] = nowSec() + 3600;
  if (is(0.07)) {
    claims["nbf"] = nowSec() + 900;
    faults.add("jwt/not-yet-valid");
  } else if (is(0.2)) claims["nbf"] = nowSec() - 900;
  if (!isBare) {
    if (is(0.1)) {
      nats["allowed_connection_types"] = pick([["STANDARD"], ["MQTT", "LEAFNODE"]]);
      faults.add("jwt/connection-type");
    } else if (is(0.2)) nats["allowed_connection_types"] = pick([["WEBSOCKET"], ["websocket"]]);
    if (is(0.08)) {
      nats["src"] = ["192.0.2.0/24"];
      faults.add("jwt/source-address");
    } else if (is(0.2)) nats["src"] = ["192.0.2.0/24", "127.0.0.0/8", "::1/128"];
    if (is(0.08)) {
      nats["times"] = [closedHour()];
      nats["times_location"] = "UTC";
      faults.add("jwt/outside-times");
    }
    if (is(0.3)) nats["pub"] = { allow: ["orders.>"], deny: ["orders.secret"] };
    if (is(0.3)) nats["sub"] = { allow: ["orders.* workers", "_INBOX.>"] };
    if (is(0.1)) nats["resp"] = { max: 1, ttl: 1_000_000_000 };
  }
  const user = makeUser({
    name: "u",
    account: account.key,
    ...(signer ? { signer } : {}),
    claims,
    nats,
  });
  let { jwt } = user;
  if (is(0.06)) {
    const at = jwt.lastIndexOf(".") + 10;
    jwt = jwt.slice(0, at) + (jwt[at] === "A" ? "B" : "A") + jwt.slice(at + 1);
    faults.add("jwt/signature");
  }
  const isMixedUp = is(0.08);
  if (isMixedUp && !isBearer) faults.add("seed/mismatch");
  const seed = isMixedUp ? makeKey("user").seed : user.key.seed;
  return { creds: credsText(jwt, seed), faults };
}

let rig: Rig;
let trust: readonly TrustFacts[];
beforeAll(async () => {
  rig = startRig();
  for (const jwt of [operatorJwt, ...Object.values(accounts).map((one) => one.jwt)]) {
    await rig.client.call("openText", { bytes: bytesOf(jwt) });
  }
  const told = rig.events.findLast((event) => event.kind === "trustChanged");
  trust = told?.trust ?? [];
});
afterAll(async () => {
  await rig.close();
  await endServers();
});

it("has the trust material", () => {
  expect(trust).toHaveLength(1 + Object.keys(accounts).length);
});

describe.each(await testedServers())(`generated creds, seed ${SEED}, on $version`, (binary) => {
  let server: RunningNatsServer;
  beforeAll(async () => {
    server = await startServer(config, { on: binary });
  });

  const random = makeRandom(SEED);
  const cases = Array.from({ length: CASES }, (_, n) => ({ n, ...makeCase(random) }));

  it.each(cases)("case $n", async ({ creds, faults }) => {
    const id = await rig.load(creds);
    const reply = await rig.client.call("readFacts", { id });
    if (!reply.ok) throw new Error(reply.fault.code);
    const facts = reply.value;
    const session = await rig.connect(id, server.wsUrl);
    const now = Date.now();
    const alone = verdictOf(facts, session, now);
    const full = verdictOf(facts, session, now, trust);
    const before = warningsBeforeConnecting(facts, [], now);
    await rig.client.call("forget", { id });

    const first = FAULTS.find((fault) => faults.has(fault));
    expect(session.outcome, [...faults].join()).toBe(first ? "refused" : "accepted");
    if (first === undefined) {
      expect(before).toEqual([]);
      expect(alone?.causes).toEqual([]);
      expect(full?.causes).toEqual([]);
      return;
    }
    const open = alone?.causes.filter(({ certainty }) => certainty !== "ruled-out") ?? [];
    expect(open.length).toBeGreaterThan(0);
    for (const { code, certainty } of open) {
      if (certainty === "proven") expect([...faults]).toContain(code);
    }
    const provable = FAULTS.find((fault) => faults.has(fault) && fault !== "account/unknown");
    const headline = full?.causes[0];
    // No loaded JWT can prove that the resolver of a server lacks an account.
    if (provable === undefined) {
      expect(headline).toMatchObject({ code: "account/unknown", certainty: "possible" });
    } else {
      expect(headline).toMatchObject({ code: provable, certainty: "proven" });
    }
  });
});
