// No cause without lines that were run, or a reason. run-fixes.test.ts runs them; this test needs no tools.

import { describe, expect, it } from "vitest";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { CauseCode } from "@/lib/shared/facts/causes";
import { FIX_CASES } from "@/lib/testing/nsc/fix-cases";
import { FIXES, fixText } from "./fixes";
import { partsOfLine, placeholdersIn, placeholdersText } from "./placeholders-text";

const CODES = Object.keys(FIXES) as readonly CauseCode[];

describe("the fix of every cause", () => {
  it.each(CODES)("%s: lines that are run, or a reason", (code) => {
    const entry = FIXES[code];
    const cases = FIX_CASES[code] ?? [];
    expect(cases.length > 0).toBe(entry.kind !== "none");
    if (entry.kind === "none" || entry.kind === "shows") expect(entry.why).toMatch(/^[A-Z].*\.$/u);
    // Without any evidence there are lines, or the entry says when there are none.
    const { commands, warning } = fixText(code, {}, "proven", 0);
    if (entry.kind !== "none" && commands === undefined) expect(entry.why).toMatch(/^\S.*\.$/u);
    if (warning !== undefined) expect(warning).toMatch(/^\S.*\.$/u);
  });

  it("warns before what widens rights", () => {
    const warned = (code: CauseCode, evidence = {}) =>
      causeText({ code, certainty: "proven", evidence }).warning;
    expect(warned("account/issuer-unknown")).toContain("Run it only if you know whose key it is.");
    expect(warned("account/issuer-unknown", { strict: 1 })).toContain("new signing key");
    expect(warned("account/user-revoked")).toContain("ask first why");
    expect(warned("jwt/unknown-claim", { effect: "bearer" })).toContain("No seed is needed.");
    for (const code of CODES) {
      const { commands = [], warning } = fixText(code, {}, "proven", 0);
      const isWide = commands.some((line) => / -1\b|--sk |--bearer$|--start 0/u.test(line));
      if (isWide) expect([code, warning]).toEqual([code, expect.any(String)]);
    }
  });

  it("quotes whatever a server or a file may say", () => {
    const KEYS = ["accountName", "account", "userName", "issuer", "subject", "address", "locale"];
    const MORE = ["value", "entry", "context", "tag", "wanted", "file", "server", "name"];
    for (const bad of ["x;id #", "$(id)", "10.0.0.1%;id #", "a`id`", "a'b;id"]) {
      const evidence = Object.fromEntries([...KEYS, ...MORE].map((key) => [key, bad]));
      for (const code of CODES) {
        for (const more of [{}, { unnamed: 1 }, { strict: 1 }, { revokedUntilSec: 1 }]) {
          const { commands = [] } = fixText(code, { ...evidence, ...more }, "proven", 0);
          for (const line of commands) {
            const unquoted = line.replaceAll(/\\'/gu, "").replaceAll(/'[^']*'/gu, "");
            expect([code, unquoted]).toEqual([code, expect.not.stringMatching(/[;$`#]/u)]);
          }
        }
      }
    }
  });

  it("marks what the page does not know", () => {
    const { commands = [] } = causeText({
      code: "jwt/outside-times",
      certainty: "proven",
      evidence: {},
    });
    expect(placeholdersIn(commands).map(({ word }) => word)).toEqual([
      "ACCOUNT",
      "USER",
      "FROM-TO",
    ]);
    expect(placeholdersText(commands)).toBe(
      "Replace ACCOUNT with the account's name in nsc, USER with the user's name in nsc and FROM-TO with hours such as 08:00:00-18:00:00.",
    );
    expect(placeholdersText(["nsc push --account ORDERS"])).toBe("");
    const line = "nats --creds FILE request '$SYS.REQ.USER.INFO' ''";
    expect(placeholdersIn([line]).map(({ word }) => word)).toEqual(["FILE"]);
    expect(
      partsOfLine(line)
        .map(({ text }) => text)
        .join(""),
    ).toBe(line);
  });
});
