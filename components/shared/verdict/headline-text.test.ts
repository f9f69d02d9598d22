import { describe, expect, it } from "vitest";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { wholeMoment } from "@/lib/page/format/time";
import type { Cause } from "@/lib/shared/facts/causes";
import { certaintyReason } from "./certainty-text";
import { headlineOf } from "./headline-text";

const headline = (cause: Cause) =>
  headlineOf("refused", { cause, text: causeText(cause, 1_800_000_000_000) });

describe("the headline", () => {
  it("names the outcome at once and the cause when it is known", () => {
    expect(headlineOf("refused", null)).toEqual({ outcome: "Refused", sentence: "" });
  });

  it("gives a proven cause its date, also for today", () => {
    const revokedUntilSec = 1_799_999_000;
    const cause: Cause = {
      code: "account/user-revoked",
      certainty: "proven",
      evidence: { revokedUntilSec },
    };
    expect(headline(cause).sentence).toBe(
      `this user was revoked on ${wholeMoment(revokedUntilSec)}`,
    );
  });

  it("never tells a possible cause as a fact", () => {
    const limit: Cause = { code: "account/connection-limit", certainty: "possible", evidence: {} };
    expect(headline(limit).sentence).toMatch(/^perhaps the account's limit/);
    const revoked: Cause = { code: "account/user-revoked", certainty: "possible", evidence: {} };
    expect(headline(revoked).sentence).toBe("this user may be revoked");
  });
});

it("says why a cause is certain, and how many are left when none is", () => {
  const proven: Cause = { code: "account/user-revoked", certainty: "proven", evidence: {} };
  expect(certaintyReason(proven, "refused", 1, "ORDERS")).toBe(
    "The JWT of account ORDERS shows it, and the server refused.",
  );
  const possible: Cause = { code: "account/unknown", certainty: "possible", evidence: {} };
  expect(certaintyReason(possible, "refused", 4, null)).toContain("4 causes are left.");
});
