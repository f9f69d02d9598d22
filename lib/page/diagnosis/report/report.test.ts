import { describe, expect, it } from "vitest";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";
import { REPORT_LIMITS } from "@/lib/shared/facts/report";
import {
  ACCOUNT,
  attemptOf,
  endOf,
  factsOf,
  infoOf,
  NOW,
  NOW_SEC,
  refusedWith,
  serverOf,
  USER,
} from "@/lib/testing/diagnosis-facts";
import { reportJson, reportOf } from "./report";
import { reportMarkdown, savedReportMarkdown } from "./report-markdown-text";

const seen = (attempt: AttemptRecord) =>
  ({ attempt, server: null, outcome: "refused", end: null, endCode: null }) as const;
const identityAnswer = {
  from: "user-info",
  user: null,
  account: null,
  accountName: null,
  userName: null,
  clock: null,
  permissions: null,
  endsAtMs: null,
} as const;
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

  it("holds no password of an address, whatever came of it", () => {
    const typed = [
      "ws://user:hidden@h:1/?token=hidden",
      "wss://hidden@h/p#hidden",
      "user:hidden@h:1",
      "ws://h:1/?password=hidden",
    ];
    const { info: _, ...noInfo } = attemptOf({ socketOpened: false });
    for (const address of typed) {
      for (const [end, localCode] of [
        ["not-tried", "net/bad-url"],
        ["not-tried", "net/mixed-content"],
        ["timed-out", null],
        ["server-closed", null],
      ] as const) {
        const attempt = { ...noInfo, info: null, address, end, localCode };
        const session = { ...seen(attempt), outcome: "unreachable" } as const;
        const report = reportOf(factsOf(), session, [], NOW);
        expect(report.causes.length).toBeGreaterThan(0);
        expect(reportJson(report) + reportMarkdown(report)).not.toContain("hidden");
        expect(report.attempt?.address).toContain("h");
      }
    }
  });

  it("is made of any creds: moments beyond any calendar, names without end", () => {
    const facts = factsOf({}, { expiresAtSec: 1e15, issuedAtSec: -1e15, name: "n".repeat(9_000) });
    const report = reportOf(facts, seen(refused), [], NOW);
    expect(report.identity).toMatchObject({ expiresAt: null, issuedAt: null });
    expect(report.identity.name?.length).toBeLessThanOrEqual(REPORT_LIMITS.chars);
  });

  it("says what was done and found: times, server, who it took us for, a closer look, clocks", () => {
    const identity = { ...identityAnswer, account: ACCOUNT, user: USER };
    const attempt = attemptOf({ number: 2 });
    const end = endOf(["User Authentication Expired"], 1008, "Authentication Expired");
    const session = {
      ...seen(attempt),
      server: serverOf({ identity }),
      outcome: "ended",
      end,
      endCode: "ended/expired",
      hostProbe: {
        http: true,
        https: false,
        pageOrigin: "http://p",
        monitoring: { serverName: "m", version: "2.15.1", webSocket: null },
      },
      clock: { aheadMs: 7_200_000, accuracyMs: 20, from: "server" },
    } as const;
    const report = reportOf(factsOf(), session, [], NOW);
    expect(report).toMatchObject({
      headline: "The connection has ended",
      server: { id: infoOf().serverId, seenAsUser: USER, seenAsAccount: ACCOUNT, roundTripMs: 1 },
      attempt: { number: 2, phasesMs: { connect: 3 }, endedAt: new Date(end.at).toISOString() },
      look: { monitoring: "m, nats-server 2.15.1" },
      clock: { aheadMs: 7_200_000 },
    });
    const markdown = reportMarkdown(report);
    for (const text of [USER, "7200000 ms", "Authentication Expired", "2, an automatic retry"]) {
      expect(markdown).toContain(text);
    }
  });

  it("names the line that mends it", () => {
    const expired = factsOf({}, { expiresAtSec: NOW_SEC - 60 });
    const [cause] = reportOf(expired, seen(refused), [], NOW).causes;
    expect(cause?.command).toMatch(/^nsc /u);
  });

  it("that was read from a file says first that it was made elsewhere", () => {
    const report = reportOf(factsOf(), seen(refused), [], NOW);
    const [first, blank, headline] = savedReportMarkdown(report).split("\n");
    expect(first).toMatch(/^> \*\*Made elsewhere and not checked/u);
    expect([blank, headline]).toEqual(["", "# The server refused these creds"]);
    expect(reportMarkdown(report)).not.toContain("elsewhere");
  });

  it("of a connection that this page ended can be opened again", () => {
    const close = { code: 1006, reason: "", wasClean: false, fault: "server/odd-nonce" } as const;
    const attempt = attemptOf({ end: "server-closed", close });
    const report = reportOf(factsOf(), seen(attempt), [], NOW);
    expect(report.causes[0]?.code).toBe("server/odd-nonce");
    expect(report.attempt?.close).toEqual({ code: 1006, reason: "", wasClean: false });
  });

  it("writes names as text, not as Markdown", () => {
    const facts = factsOf({}, { name: "a|b`c`\u202e[x](y)" });
    expect(reportMarkdown(reportOf(facts, seen(attemptOf()), [], NOW))).toContain(
      "| Name | a\\|b\\`c\\`⟨U+202E⟩\\[x\\](y) |",
    );
  });
});
