import { describe, expect, it } from "vitest";
import type { EntrySummary } from "@/lib/shared/facts/creds";
import { findEntries } from "./find-entries";

const entry = (id: string, label: string, account: string | null): [string, EntrySummary] => [
  id,
  {
    id,
    label,
    path: "",
    account,
    subject: id,
    version: 2,
    issuedAtSec: null,
    expiresAtSec: null,
    isBearer: false,
    unusable: null,
    isCleanable: false,
    soundness: "sound",
  },
];

const entries = new Map([
  entry("UAAA", "svc-orders", "AORD"),
  entry("UBBB", "svc-billing", "ABIL"),
  entry("unreadable-1", "notes.txt", null),
]);
const order = [...entries.keys()];

describe("finding entries", () => {
  it("requires every term in the name, user key or account key, in any case", () => {
    expect(findEntries(order, entries, "SVC bil")).toEqual(["UBBB"]);
    expect(findEntries(order, entries, "aord")).toEqual(["UAAA"]);
    expect(findEntries(order, entries, "unread notes")).toEqual(["unreadable-1"]);
    expect(findEntries(order, entries, "svc nothing")).toEqual([]);
  });

  it("returns the same list when the search text is empty", () => {
    expect(findEntries(order, entries, "  ")).toBe(order);
  });
});
