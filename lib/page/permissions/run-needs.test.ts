// Runs the lines that the matrix proposes with the real nsc, for every row and every place where rules come from:
// refused by a real server before, accepted after. Without nsc one test is skipped by name.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  factsOfText,
  keyOf,
  makeUnpushed,
  type Place,
  trustOfText,
  USER,
} from "@/lib/testing/nsc/places";
import { fileIn, makeNscStore, type NscStore, partsOf } from "@/lib/testing/nsc/store";
import { pub, RawClient, sub, unsub } from "@/lib/testing/permissions/raw-client";
import { endServers } from "@/lib/testing/real-server";
import { missingTools } from "../../../scripts/tools/folder.mjs";
import { answerNeed } from "./need-answer";
import {
  defaultValues,
  NEED_IDS,
  type NeedId,
  type NeedPart,
  partsOf as partsOfNeed,
} from "./needs";
import { rightsOf } from "./rights";
import { compileRules } from "./rule-set";
import { serverModel } from "./versions/server-model";

const missing = missingTools("nsc");
const values = defaultValues("_INBOX");

/** By where the rules come from: a user that may do nothing of the row. */
const ORIGINS: Readonly<Record<string, (store: NscStore, id: NeedId) => Place>> = {
  "user JWT": (store) => makeUnpushed(store, "--allow-pub", "x", "--allow-sub", "x"),
  "deny rules": (store, id) => {
    const rules = partsOfNeed(id, values, serverModel(null)).map(({ action, rule }) => [
      action === "publish" ? "--deny-pub" : "--deny-sub",
      rule,
    ]);
    return makeUnpushed(store, ...rules.flat());
  },
  "signing key": (store) => {
    const place = makeUnpushed(store);
    const of = ["--account", place.account, "--sk", place.signingKey(), "--role", "row"];
    store.nsc("edit", "signing-key", ...of, "--allow-pub", "x", "--allow-sub", "x");
    place.signedWith("row");
    return place;
  },
  "account defaults": (store) => {
    const place = makeUnpushed(store);
    place.editAccount("--allow-pub", "x", "--allow-sub", "x");
    return place;
  },
};

const CELLS = NEED_IDS.flatMap((id) => Object.keys(ORIGINS).map((origin) => ({ id, origin })));

if (missing === "") {
  let store: NscStore;

  beforeAll(async () => {
    store = await makeNscStore();
  });
  afterAll(async () => {
    await store?.remove();
    await endServers();
  });

  describe.concurrent("the lines of the matrix", () => {
    it.each(CELLS)("$id, $origin: refused before, accepted after", async ({ id, origin }) => {
      const place = ORIGINS[origin]?.(store, id);
      if (!place) throw new Error("no place");
      await place.push();
      const creds = place.creds();
      const before = await answerFor(id, place, creds);
      expect(before.verdict).toBe("no");
      expect(await refused(store, creds, before.parts)).not.toEqual([]);
      const { folder } = await store.run(before.fix?.lines ?? []);
      const after = fileIn(folder, `${USER}.creds`) ?? creds;
      expect(await answerFor(id, place, after)).toMatchObject({ verdict: "yes", fix: null });
      expect(await refused(store, after, before.parts)).toEqual([]);
    });
  });
} else {
  it.skip(`the lines of every row of the matrix: ${missing}`, () => {});
}

/** What the page says of these creds, with the account JWT loaded. */
async function answerFor(id: NeedId, place: Place, creds: string) {
  const facts = await factsOfText(creds);
  const raw = place.store.nsc("describe", "account", "--name", place.account, "--raw");
  const model = serverModel("2.15.1");
  const rights = rightsOf(facts, [await trustOfText(raw)], model);
  if (rights === null) throw new Error("no rights");
  const names = { account: place.account, user: USER, signingKey: facts.jwt?.issuer ?? "" };
  const answer = answerNeed(compileRules(rights, model), id, values, names);
  return { ...answer, parts: answer.parts.map(({ part }) => part) };
}

/** What a real server refuses of it. A reply is allowed by the request that came before. */
async function refused(
  store: NscStore,
  creds: string,
  parts: readonly NeedPart[],
): Promise<readonly string[]> {
  const { jwt, seed } = partsOf(creds);
  const client = await RawClient.open(store.server.clientUrl, { jwt, key: keyOf(seed) });
  const asked = parts.filter(({ isReply }) => !isReply);
  const answers = await client.ask(
    asked.map(({ action, subject, queue }) =>
      action === "publish" ? pub(subject) : `${sub(subject, queue, 7)}${unsub(7)}`,
    ),
  );
  client.close();
  return answers.flatMap(({ errors }) => errors);
}
