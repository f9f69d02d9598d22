import { expect, it } from "vitest";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { causeText } from "./cause-text";
import { noticeText } from "./notice-text";

it("promises no reconnection after the retries or the vault have ended", () => {
  for (const code of ["ended/lost", "ended/stale", "bridge/idle"] as const) {
    for (const evidence of [{ givenUpAfter: 10 }, { vaultStopped: 1 }]) {
      const { next } = causeText({ code, certainty: "proven", evidence });
      expect(next).not.toContain("by itself");
      expect(next).toMatch(/10 times in a row|vault has stopped/u);
    }
  }
});

it("says how many messages a stop of the vault took", () => {
  const meaning = (evidence: Evidence) =>
    causeText({ code: "vault/stopped", certainty: "proven", evidence }).meaning;
  expect(meaning({ lostMessages: 1_204 })).toContain("1,204 by this page's last count");
  expect(meaning({})).toContain("are gone");
});

it("says who broke the protocol", () => {
  const title = (evidence: Evidence) =>
    causeText({ code: "server/protocol", certainty: "proven", evidence }).title;
  expect(title({ brokenByServer: 1 })).toBe("The server broke the protocol");
  expect(title({})).toBe("The server did not understand what was sent");
});

it("says in a notice who ended a broken connection", () => {
  expect(noticeText("server/protocol", { brokenByServer: 1 })).toContain("Ended by this page");
  expect(noticeText("server/protocol")).toBe("The server reported an error");
});

it("tells a limit for idle connections from one for the whole connection", () => {
  const text = (afterMs: number) =>
    causeText({ code: "net/proxy-limit", certainty: "likely", evidence: { times: 3, afterMs } });
  expect(text(2_100).meaning).toContain("shorter than the 5 s between the PINGs");
  expect(text(30_100).title).toContain("after 30 s");
  expect(text(30_100).meaning).toContain("it may be one for the whole connection");
});
