import { afterEach, expect, it } from "vitest";
import { effectiveRightsOf } from "@/components/permissions/rights/effective-rights";
import { compareRights } from "@/lib/page/permissions/compare";
import { makeUser, type UserOptions } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { startRig } from "@/lib/testing/vault-rig";
import { answerText } from "./answer-text";
import { comparedCsv } from "./compared-csv";
import { credsRows, differingRows } from "./creds-rows";
import type { Side } from "./side";

const rigs: ReturnType<typeof startRig>[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function sidesOf(...options: readonly UserOptions[]): Promise<readonly Side[]> {
  const rig = startRig();
  rigs.push(rig);
  const sides: Side[] = [];
  for (const one of options) {
    const bytes = new TextEncoder().encode(makeUser(one).creds);
    const opened = await rig.client.call("openText", { bytes });
    const id = opened.ok ? opened.value.added[0] : undefined;
    const facts = id === undefined ? null : await rig.client.call("readFacts", { id });
    const entry = rig.events
      .flatMap((event) => (event.kind === "entriesChanged" ? event.entries : []))
      .findLast((found) => found.id === id);
    if (!facts?.ok || entry === undefined) throw new Error("the creds were not read");
    const rights = effectiveRightsOf(facts.value, [], null);
    if (rights === null) throw new Error("no user JWT");
    sides.push({ entry, facts: facts.value, rights });
  }
  return sides;
}

const NOW_MS = 1_800_000_000_000;

it("creds with the same subjects still differ in what decides", async () => {
  const account = makeKey("account");
  const sides = await sidesOf(
    { name: "a", account },
    {
      name: "b",
      account,
      claims: { exp: 1_700_000_000 },
      nats: { src: ["10.0.0.0/8"], allowed_connection_types: ["MQTT"], resp: { max: 1, ttl: 0 } },
    },
  );
  const rows = credsRows(sides, [], NOW_MS);
  const differing = Object.fromEntries(
    differingRows(rows).map(({ name, values }) => [name, values]),
  );
  expect(Object.keys(differing)).toEqual(["Expiry", "Networks", "Connection types", "Replies"]);
  expect(differing["Expiry"]?.[0]).toBe("never");
  expect(differing["Expiry"]?.[1]).toContain("expired");
  expect(differing["Networks"]).toEqual(["any address", "10.0.0.0/8"]);
  expect(comparedCsv(sides, [], rows)).toContain("Connection types,,,any connection type,MQTT");
});

it("an answer is a few words, and names the rule where it is another one", async () => {
  const account = makeKey("account");
  const sides = await sidesOf(
    { name: "a", account, nats: { pub: { allow: ["orders.>"], deny: ["orders.secret"] } } },
    { name: "b", account, nats: { pub: { deny: ["x"] } } },
  );
  const answers = compareRights(sides.map(({ rights }) => rights.rules)).map(
    ({ rule, question, decisions }) => [
      `${question.action} ${rule}`,
      ...decisions.map((decision) => answerText(decision, rule)),
    ],
  );
  expect(answers).toEqual([
    ["publish >", "not listed", "not denied"],
    ["publish orders.>", "allowed", "not denied"],
    ["publish orders.secret", "denied", "not denied"],
    ["publish x", "not listed", "denied"],
    ["subscribe >", "any subject", "any subject"],
  ]);
});
