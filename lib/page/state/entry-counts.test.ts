import { expect, test } from "vitest";
import type { EntrySummary } from "@/lib/shared/facts/creds";
import { cleanableCount, sharedLabels } from "./entry-counts";

const entry = (id: string, label: string): [string, EntrySummary] => [
  id,
  {
    ...{ id, label, path: `${id}.creds`, subject: id, account: null, issuer: null, version: 2 },
    ...{ issuedAtSec: null, expiresAtSec: null, isBearer: false, unusable: null },
    isCleanable: label === "svc",
    soundness: "sound",
  },
];

test("names the labels of more than one entry", () => {
  const entries = new Map([entry("U1", "svc"), entry("U2", "svc"), entry("U3", "other")]);
  expect([...sharedLabels(entries)]).toEqual(["svc"]);
  expect(sharedLabels(entries)).toBe(sharedLabels(entries));
  expect([...sharedLabels(new Map([...entries].slice(1)))]).toEqual([]);
  expect(cleanableCount(entries)).toBe(2);
});
