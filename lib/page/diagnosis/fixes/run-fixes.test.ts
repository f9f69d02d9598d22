// Runs the lines of each cause with the real nsc and the nats CLI, on a store made for it, against a real server:
// refused before, accepted after. Without the tools one test is skipped by name.

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { CauseCode } from "@/lib/shared/facts/causes";
import { FIX_CASES, type FixCase } from "@/lib/testing/nsc/fix-cases";
import { ask, claimsOf, findings, type Place, USER } from "@/lib/testing/nsc/places";
import { fileIn, makeNscStore, type NscStore, partsOf } from "@/lib/testing/nsc/store";
import { endServers } from "@/lib/testing/real-server";
import { missingTools } from "../../../../scripts/tools/folder.mjs";
import { placeholdersIn } from "./placeholders-text";

const missing = missingTools("nsc", "nats");

const CASES = (Object.keys(FIX_CASES) as CauseCode[]).flatMap((code) =>
  (FIX_CASES[code] ?? []).map((one) => ({
    ...one,
    code,
    name: `${code}${one.title ? `, ${one.title}` : ""}`,
  })),
);

if (missing === "") {
  let store: NscStore;
  let strict: NscStore;

  beforeAll(async () => {
    [store, strict] = await Promise.all([makeNscStore(), makeNscStore(true)]);
  });
  afterAll(async () => {
    await Promise.all([store?.remove(), strict?.remove()]);
    await endServers();
  });

  describe.concurrent("the lines of a cause", () => {
    it.each(CASES)(
      "$name",
      (one) => runCase(one.code, one, one.isStrict ? strict : store),
      120_000,
    );
  });
} else {
  it.skip(`the lines of every cause: ${missing}`, () => {});
}

async function runCase(code: CauseCode, one: FixCase, store: NscStore): Promise<void> {
  const { place, creds = place.creds() } = await one.breakIt(store);
  const before = await answerTo(creds, code, one, store);
  if (one.shows === undefined) expect(before).not.toBe("accepted");
  const { commands = [] } = causeText(
    { code, certainty: "proven", evidence: evidenceOf(one, place) },
    Date.now(),
    place.names(creds),
  );
  const lines = commands.map((line) => filled(line, one));
  expect(placeholdersIn(lines).filter(({ word }) => word !== "NEW_KEY")).toEqual([]);
  if (one.isTimed) await untilNextSecond(creds);
  const { folder, output } = await store.run(lines, one.files?.(creds));
  if (one.shows) {
    expect(output).toContain(one.shows(place));
    return;
  }
  const after = fileIn(folder, one.made ?? `${USER}.creds`) ?? creds;
  expect(await answerTo(after, code, one, store), lines.join("\n")).toBe("accepted");
}

const evidenceOf = ({ evidence = {} }: FixCase, place: Place) =>
  typeof evidence === "function" ? evidence(place) : evidence;

async function answerTo(creds: string, code: CauseCode, one: FixCase, store: NscStore) {
  if (!one.isFinding) return ask(store, creds, one.use ?? "connect");
  return (await findings(creds)).includes(code) ? code : "accepted";
}

const filled = (line: string, { fill = {} }: FixCase): string =>
  placeholdersIn([line]).reduce(
    (text, { word }) => text.replaceAll(word, fill[word] ?? word),
    line,
  );

async function untilNextSecond(creds: string): Promise<void> {
  const issued = Number(claimsOf(partsOf(creds).jwt)["iat"]);
  await vi.waitFor(() => expect(Date.now() / 1_000).toBeGreaterThan(issued + 1), {
    timeout: 5_000,
  });
}
