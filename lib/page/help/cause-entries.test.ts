import { describe, expect, it } from "vitest";
import * as causes from "@/lib/shared/facts/causes";
import { causeGroups } from "./cause-entries";
import { causeEntryId } from "./entry-id";

/** By the names of the exports, so that a new list of codes is found, too. */
const CODES = Object.entries(causes).flatMap(([name, value]) =>
  name.endsWith("_CAUSES") && Array.isArray(value) ? (value as readonly string[]) : [],
);
const ENTRIES = causeGroups().flatMap(({ entries }) => entries);

describe("the help", () => {
  it("has one entry for each cause code", () => {
    expect(CODES.length).toBeGreaterThan(90);
    expect(ENTRIES.map(({ code }) => code).sort()).toEqual([...CODES].sort());
    expect(new Set(ENTRIES.map(({ id }) => id)).size).toBe(CODES.length);
  });

  it("names an entry by its code", () => {
    expect(causeEntryId("jwt/connection-type")).toBe("cause-jwt-connection-type");
  });

  it.each(ENTRIES)(
    "$code: says in whole sentences what, why, by which evidence, and what next",
    ({ text: { title, meaning, next, log }, evidence, unlogged }) => {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const text of [meaning, evidence, next]) expect(text).toMatch(/^[A-Za-z].*\.$/s);
      for (const text of [meaning, next]) {
        expect(text).toMatch(/^[A-Z]/);
        expect(text).not.toMatch(/undefined|null|NaN|\. [a-z]|\b0 (?:more|creds|bytes)/);
      }
      expect((log === undefined) !== (unlogged === null)).toBe(true);
    },
  );
});
