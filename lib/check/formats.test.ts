// The table for a terminal: aligned, coloured only where colours are wanted, and no text of a file can change it.

import { expect, it } from "vitest";
import { ASKS_NOTHING, type CheckLine } from "@/lib/page/check/check-lines";
import { formatResults } from "./formats";

const line = (change: Partial<CheckLine>): CheckLine => ({
  ...{ file: "a.creds", name: "svc", user: null, account: null, server: "nats://h:4222" },
  ...{ isOwnBridge: false, outcome: "accepted", causes: [], ms: 3.2 },
  ...{ expiresAtSec: null, isExpiring: false, may: [] },
  ...change,
});
const ESC = "\u001b";
const LINES = [
  line({}),
  line({
    file: `eu/${ESC}[2Jodd\n.creds`,
    outcome: "refused",
    causes: [{ code: "account/user-revoked", certainty: "proven", evidence: {} }],
  }),
  line({
    outcome: "unreachable",
    causes: [{ code: "net/not-listening", certainty: "likely", evidence: {} }],
  }),
];

it("has a colour for each outcome, and none where none is wanted", () => {
  const coloured = formatResults("table", LINES, ASKS_NOTHING, true);
  const rows = coloured.split("\n");
  expect(rows.slice(1, 4).map((row) => row.slice(0, 5))).toEqual(
    [32, 31, 33].map((colour) => `${ESC}[${colour}m`),
  );
  for (const row of rows.slice(1, 4)) expect(row.endsWith(`${ESC}[0m`)).toBe(true);
  const plain = formatResults("table", LINES, ASKS_NOTHING, false);
  expect(plain).not.toContain(ESC);
  expect(coloured.replaceAll(new RegExp(`${ESC}\\[\\d+m`, "gu"), "")).toBe(plain);
  expect(plain).toContain("1 of 3 fine.");
});

it("is one row for each result, with its columns below each other", () => {
  const rows = formatResults("table", LINES, ASKS_NOTHING, false).split("\n");
  expect(rows).toHaveLength(7);
  const at = rows[0]?.indexOf("RESULT") ?? -1;
  expect(rows.slice(1, 4).map((row) => row.slice(at).split(/[:\s]/u)[0])).toEqual([
    "accepted",
    "refused",
    "unreachable",
  ]);
});
