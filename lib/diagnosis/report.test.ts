import { describe, expect, it } from "vitest";
import { reportJson, reportMarkdown, reportOf } from "@/lib/diagnosis/report";
import { attemptOf, factsOf, NOW, NOW_SEC, refusedWith, USER } from "@/lib/diagnosis/testdata";
import type { AttemptRecord } from "@/lib/facts/attempt";

const seen = (attempt: AttemptRecord) =>
  ({ attempt, server: null, outcome: "refused", end: null, endCode: null }) as const;
const refused = refusedWith("Authorization Violation");

describe("a report", () => {
  it("says who, what came of it, why and how sure that is", () => {
    const expired = factsOf({}, { expiresAtSec: NOW_SEC - 60 });
    const report = reportOf(expired, seen(refused), [], NOW);
    expect(report).toMatchObject({
      outcome: "refused",
      identity: { name: "svc-orders", user: USER },
      attempt: { errors: ["Authorization Violation"], close: { code: 1008 } },
      server: { version: "2.15.1" },
    });
    expect(report.causes[0]).toMatchObject({ code: "jwt/expired", certainty: "proven" });
    const markdown = reportMarkdown(report);
    expect(markdown).toContain("(proven, `jwt/expired`)");
    expect(markdown).toContain(USER);
    expect(markdown).not.toMatch(/undefined|\[object/u);
    expect(JSON.parse(reportJson(report))).toEqual(report);
  });

  it("holds no seed, no JWT and no query of an address, wherever they were put", () => {
    const seed = `SU${"A".repeat(56)}`;
    const jwt = `${"eyJ0eXAiOiJKV1QifQ"}.${"eyJqdGkiOiJYIn0"}.c2lnbmF0dXJl`;
    const facts = factsOf({}, { name: `${seed} ${jwt}` });
    const attempt = { ...refused, address: "wss://h:1/p?password=hidden", errors: [jwt] };
    const report = reportOf(facts, seen(attempt), [], NOW);
    for (const text of [reportJson(report), reportMarkdown(report)]) {
      expect(text).not.toContain(seed);
      expect(text).not.toContain("eyJ");
      expect(text).not.toContain("hidden");
    }
  });

  it("writes names as text, not as Markdown", () => {
    const facts = factsOf({}, { name: "a|b`c`\u202e[x](y)" });
    expect(reportMarkdown(reportOf(facts, seen(attemptOf()), [], NOW))).toContain(
      "| name | a\\|b\\`c\\`⟨U+202E⟩\\[x\\](y) |",
    );
  });
});
