import { describe, expect, it } from "vitest";
import type { EntrySummary } from "@/lib/shared/facts/creds";
import { findEntries } from "./find-entries";

const entry = (id: string, label: string, account: string | null): [string, EntrySummary] => [
  id,
  {
    id,
    label,
    account,
    subject: id,
    version: 2,
    issuedAtSec: null,
    expiresAtSec: null,
    isBearer: false,
    unusable: null,
    soundness: "sound",
  },
];

const entries = new Map([
  entry("UAAA", "svc-orders", "AORD"),
  entry("UBBB", "svc-billing", "ABIL"),
  entry("unreadable-1", "notes.txt", null),
]);
const order = [...entries.keys()];

describe("finding keys", () => {
  it("wants every word, in name, user or account, in any case", () => {
    expect(findEntries(order, entries, "SVC bil")).toEqual(["UBBB"]);
    expect(findEntries(order, entries, "aord")).toEqual(["UAAA"]);
    expect(findEntries(order, entries, "unread notes")).toEqual(["unreadable-1"]);
    expect(findEntries(order, entries, "svc nothing")).toEqual([]);
  });

  it("gives back the same list when nothing is asked for", () => {
    expect(findEntries(order, entries, "  ")).toBe(order);
  });
});
