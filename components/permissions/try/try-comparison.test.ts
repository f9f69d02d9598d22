import { expect, it } from "vitest";
import { decide } from "@/lib/page/permissions/decide";
import { compileRules, type Rights } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import { compareTry } from "./try-comparison";

const permissions: UserPermissions = {
  publish: { allow: ["orders.>"], deny: null },
  subscribe: { allow: ["orders.>"], deny: ["orders.secret"] },
  responses: null,
};
const rights = (change: Partial<Rights> = {}): Rights => ({
  permissions,
  origin: "user-jwt",
  scopeRole: null,
  doubt: null,
  mappings: null,
  lacksQueues: false,
  lacksEmptyAllow: false,
  renamesImports: false,
  ...change,
});
const ask = (action: "publish" | "subscribe", subject: string, of = rights()) =>
  decide(compileRules(of, serverModel("2.15.1")), { action, subject, queue: "" });

it("agrees when the server does what the rules say", () => {
  const sources = { own: rights(), reported: null };
  expect(compareTry(ask("publish", "orders.a"), true, sources)).toEqual({ kind: "agrees" });
  expect(compareTry(ask("publish", "other"), false, sources)).toEqual({ kind: "agrees" });
  // The server accepts a filtered subscription; what it leaves out shows later.
  expect(compareTry(ask("subscribe", "orders.*"), true, sources)).toEqual({ kind: "agrees" });
});

it("settles a decision that was not known", () => {
  const unknown = ask("publish", "orders.a", rights({ doubt: "may-be-scoped" }));
  expect(compareTry(unknown, false, { own: rights(), reported: null })).toEqual({
    kind: "settles",
  });
});

it("names the likely reason when they differ", () => {
  const [denied, open] = [ask("publish", "other"), ask("subscribe", "orders.a")];
  const reasonOf = (
    reported: Rights | null,
    own = rights(),
    expected = denied,
    isAllowed = true,
  ) => {
    const comparison = compareTry(expected, isAllowed, { own, reported });
    return comparison.kind === "differs" ? comparison.reason : comparison.kind;
  };
  expect(reasonOf(null)).toBe("not-reported");
  expect(reasonOf(rights())).toBe("mappings-unknown");
  expect(reasonOf(rights(), rights({ mappings: new Map() }))).toBe("changed-since");
  expect(reasonOf(rights({ lacksQueues: true }), rights(), open, false)).toBe("partly-reported");
});
