import { expect, it } from "vitest";
import { bypassNoteText } from "@/components/permissions/bypass-text";
import type { Origin } from "@/lib/page/permissions/decision";
import { compileRules, rulesOf } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import { bypassesOf } from "./bypasses";

const NONE = { allow: null, deny: null };
const RULES: UserPermissions = {
  publish: { ...NONE, allow: ["a.>"] },
  subscribe: { ...NONE, deny: ["orders.>", "orders.new audit"] },
  responses: null,
};

function codes(version: string | null, permissions = RULES, origin: Origin = "account-default") {
  const own = { ...rulesOf(permissions).rights, origin };
  return bypassesOf(compileRules(own, serverModel(version)), own).map(({ code }) => code);
}

it.each([
  [null, []],
  ["mine", []],
  ["2.9.25", ["queue-deny", "kept-defaults", "deny-lookup"]],
  ["2.10.27", ["queue-deny", "kept-defaults", "deny-lookup"]],
  ["2.11.14", ["queue-deny", "trace", "kept-defaults", "deny-lookup"]],
  ["2.11.15", ["queue-deny", "kept-defaults", "deny-lookup"]],
  ["2.11.16", ["kept-defaults", "deny-lookup"]],
  ["2.12.5", ["queue-deny", "trace", "kept-defaults", "deny-lookup"]],
  ["2.12.7", ["kept-defaults", "deny-lookup"]],
  ["2.12.12", ["deny-lookup"]],
  ["2.12.14", []],
  ["2.14.2", ["kept-defaults", "deny-lookup"]],
  ["2.14.3", ["deny-lookup"]],
  ["2.14.4", []],
  ["2.15.3", []],
] as const)("server %s: %j", (version, expected) => expect(codes(version)).toEqual(expected));

it("names only what these rules meet", () => {
  const open: UserPermissions = { publish: NONE, subscribe: NONE, responses: null };
  expect(codes("2.12.5", open, "user-jwt")).toEqual([]);
  const plain = { ...open, subscribe: { ...NONE, deny: ["a.b", "c.d q"] } };
  expect(codes("2.12.5", plain, "user-jwt")).toEqual(["deny-lookup"]);
});

it.each([
  ["2.12.14", ["imported-queue"]],
  ["2.14.7", ["imported-queue"]],
  ["2.14.8", []],
  ["2.15.0", ["imported-queue"]],
  ["2.15.1", []],
] as const)("server %s with a renamed import: %j", (version, expected) => {
  const own = { ...rulesOf(RULES).rights, renamesImports: true };
  const found = bypassesOf(compileRules(own, serverModel(version)), own);
  expect(found.map(({ code }) => code)).toEqual(expected);
});

it("says what to upgrade to", () => {
  const text = bypassNoteText({ code: "trace", fixedIn: ["2.11.15", "2.12.6"] });
  expect(text).toContain("2026-15");
  expect(text).toMatch(/Upgrade the server to 2\.11\.15, 2\.12\.6 or newer\.$/u);
});
