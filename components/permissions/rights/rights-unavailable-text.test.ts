import { expect, it } from "vitest";
import type { Rights } from "@/lib/page/permissions/rule-set";
import type { RightsUnavailableReason } from "@/lib/shared/facts/attempt";
import { rightsUnavailableText } from "./rights-unavailable-text";

const own = (allow: readonly string[] | null): Rights => ({
  permissions: {
    publish: { allow, deny: null },
    subscribe: { allow: null, deny: null },
    responses: null,
  },
  origin: "user-jwt",
  scopeRole: null,
  doubt: null,
  mappings: null,
  lacksQueues: false,
  lacksEmptyAllow: false,
  renamesImports: false,
});

const server = (identitySilence: RightsUnavailableReason | null) => ({
  info: { version: "2.9.10" },
  identity: null,
  identitySilence,
  answersSystem: null,
});

it("says why the permissions of the server are not known", () => {
  expect(rightsUnavailableText(null, own(null)).state).toBe("offline");
  expect(rightsUnavailableText(server(null), own(null)).state).toBe("waiting");
  expect(rightsUnavailableText(server("timed-out"), own(null)).state).toBe("absent");
  expect(rightsUnavailableText(server("no-permission-subject"), own(null)).state).toBe("not-asked");
  const old = rightsUnavailableText(server("no-service"), own(null));
  expect(old.state).toBe("absent");
  expect(old.detail).toContain("2.9.10");
});

it("takes a refusal as proof of a difference only where the creds would allow the request", () => {
  const refused = server("not-permitted");
  expect(rightsUnavailableText(refused, own(null))).toMatchObject({
    state: "refused",
    isFinding: true,
  });
  expect(rightsUnavailableText(refused, own(["orders.>"]))).toMatchObject({
    state: "refused",
    isFinding: false,
  });
});
