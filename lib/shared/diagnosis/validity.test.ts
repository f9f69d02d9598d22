import { describe, expect, it } from "vitest";
import { warningsBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { checkText } from "@/lib/page/diagnosis/texts/check-text";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { ClockFacts } from "@/lib/shared/facts/clock";
import { attemptOf, factsOf, jwtOf, NOW, NOW_SEC, serverOf } from "@/lib/testing/diagnosis-facts";
import { clockOf, secondsBy } from "./clock-comparison";
import type { Observations } from "./findings";
import { validityFindings } from "./validity";

const clock = (aheadMs: number, from: ClockFacts["from"] = "page-host"): ClockFacts => ({
  aheadMs,
  accuracyMs: 600,
  from,
});
const seenBy = (one: ClockFacts): Observations => ({ attempt: null, server: null, clock: one });
const HOUR = 3_600_000;

function judge(change: { expiresAtSec?: number; notBeforeSec?: number }, seen: Observations) {
  const [found] = validityFindings(jwtOf(change), NOW, seen);
  return `${found?.state} ${found?.code ?? ""}`.trim();
}

describe("validity by two clocks", () => {
  const over = { expiresAtSec: NOW_SEC - 60 };
  const soon = { expiresAtSec: NOW_SEC + 60 };

  it("is certain where both clocks agree, or the difference is too small to measure", () => {
    expect(judge(over, seenBy(clock(HOUR)))).toBe("fail jwt/expired");
    expect(judge(over, seenBy(clock(500)))).toBe("fail jwt/expired");
    expect(judge(soon, seenBy(clock(-HOUR)))).toBe("pass");
  });

  it("is a warning where only one clock says so", () => {
    expect(judge(over, seenBy(clock(-HOUR)))).toBe("warn jwt/expired");
    expect(judge(soon, seenBy(clock(HOUR)))).toBe("warn jwt/expired");
    expect(judge({ notBeforeSec: NOW_SEC + 60 }, seenBy(clock(HOUR)))).toBe(
      "warn jwt/not-yet-valid",
    );
    expect(judge({ notBeforeSec: NOW_SEC - 60 }, seenBy(clock(-HOUR)))).toBe(
      "warn jwt/not-yet-valid",
    );
  });

  it("names the difference", () => {
    const say = (aheadMs: number, change: object) => {
      const [cause] = warningsBeforeConnecting(
        factsOf({}, change),
        [],
        NOW,
        seenBy(clock(aheadMs)),
      );
      return cause ? `${cause.certainty}: ${causeText(cause, NOW).meaning}` : "nothing";
    };
    expect(say(-HOUR, over)).toContain("the clock of this page's host is 1 h behind yours");
    expect(say(HOUR, soon)).toContain("likely: By your clock they are valid until");
    expect(say(HOUR, { notBeforeSec: NOW_SEC + 60 })).toContain("1 h ahead of yours");
    const [check] = validityFindings(jwtOf(soon), NOW, seenBy(clock(5_000, "server")));
    if (!check) throw new Error("no check");
    expect(checkText({ id: "validity", ...check }, NOW).more).toContain(
      "the server's clock is 5 s ahead of yours",
    );
  });

  it("gives way to a server that accepted", () => {
    const attempt = attemptOf({ end: "pong", startedAt: NOW });
    const seen: Observations = { attempt, server: serverOf() };
    expect(judge(over, seen)).toBe("warn jwt/expired");
    expect(warningsBeforeConnecting(factsOf({}, over), [], NOW, seen)).toEqual([]);
    // Creds that were valid at the time and expired later are expired.
    const before: Observations = {
      ...seen,
      attempt: attemptOf({ end: "pong", startedAt: NOW - HOUR }),
    };
    expect(judge(over, before)).toBe("fail jwt/expired");
  });

  it("names no skew as possible where the clocks were compared", () => {
    const attempt = attemptOf({
      end: "server-closed",
      errors: ["Authorization Violation"],
      startedAt: NOW,
    });
    const session = {
      attempt,
      server: null,
      outcome: "refused",
      end: null,
      endCode: null,
    } as const;
    const codes = (given: ClockFacts | null) =>
      verdictOf(factsOf({}, soon), { ...session, clock: given }, NOW)?.causes.map(
        ({ code, certainty }) => `${code} ${certainty}`,
      );
    expect(codes(null)).toContain("jwt/expired possible");
    expect(codes(clock(0))).not.toContain("jwt/expired possible");
    expect(codes(clock(HOUR, "server"))?.[0]).toBe("jwt/expired likely");
  });
});

describe("the clock to compare with", () => {
  const told = clock(1_000, "server");
  const identity = {
    from: "user-info",
    user: "U",
    account: "A",
    accountName: null,
    userName: null,
    clock: told,
    permissions: null,
    endsAtMs: null,
  } as const;
  const address = attemptOf().address;
  const open = { attempt: attemptOf(), server: serverOf({ identity }) };
  const refused = { attempt: attemptOf({ end: "server-closed" }), server: null };
  const page = clock(0);

  it("is the server's, from this session or another one with it", () => {
    expect(clockOf(open, [], page)).toBe(told);
    expect(clockOf(refused, [refused, open], page)).toBe(told);
    const elsewhere = { ...open, attempt: attemptOf({ address: `${address}1` }) };
    expect(clockOf(refused, [elsewhere], page)).toBe(page);
    expect(clockOf(undefined, [open], null)).toBeNull();
  });

  it("counts only where the difference can be measured", () => {
    expect(secondsBy(clock(500), NOW)).toBe(NOW_SEC);
    expect(secondsBy(clock(60_000), NOW)).toBe(NOW_SEC + 60);
    expect(secondsBy(null, NOW)).toBe(NOW_SEC);
  });
});
