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
    issuer: account,
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
  entry("UAAAORDERS", "svc-orders", "AORDSVCUS"),
  entry("UBBBEUWEST", "svc-billing", "ABILUSWEST"),
  entry("unreadable-1", "notes.txt", null),
]);
const order = [...entries.keys()];

describe("finding entries", () => {
  it("requires every word in the name, in any case", () => {
    expect(findEntries(order, entries, "SVC bil")).toEqual(["UBBBEUWEST"]);
    expect(findEntries(order, entries, "notes txt")).toEqual(["unreadable-1"]);
    expect(findEntries(order, entries, "svc nothing")).toEqual([]);
  });

  it("takes a word of 6 letters or more as the start of a user key or account key", () => {
    expect(findEntries(order, entries, "aordsvcu")).toEqual(["UAAAORDERS"]);
    expect(findEntries(order, entries, "ubbbeu")).toEqual(["UBBBEUWEST"]);
    for (const inside of ["us", "uaaao", "orders", "beuwest"]) {
      expect(findEntries(order, entries, `svc ${inside}`), inside).toEqual(
        inside === "orders" ? ["UAAAORDERS"] : [],
      );
    }
  });

  it("returns the same list when the search text is empty", () => {
    expect(findEntries(order, entries, "  ")).toBe(order);
  });
});
