import { expect, it } from "vitest";
import { ACCOUNT_CAUSES, type CauseCode } from "@/lib/shared/facts/causes";
import { jwtOf } from "@/lib/testing/diagnosis-facts";
import { bySuggestion } from "./open-order";

const cause = (code: CauseCode) => ({ code, certainty: "possible", evidence: {} }) as const;

it.each(ACCOUNT_CAUSES)("%s comes after what the creds show by themselves", (code) => {
  const isBySigningKeyOnly = code === "account/scope-violated";
  const by = isBySigningKeyOnly ? { issuerAccount: "A_OTHER" } : {};
  expect(bySuggestion(jwtOf({}, by))(cause("jwt/claims"), cause(code))).toBeLessThan(0);
});
