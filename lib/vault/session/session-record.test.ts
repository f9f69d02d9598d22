import { afterEach, expect, it, vi } from "vitest";
import { attemptOf, infoOf } from "@/lib/testing/diagnosis-facts";
import { SessionRecord } from "./session-record";

const HOUR_MS = 3_600_000;
const SEED = { state: "absent", publicKey: null, fault: null, signer: null } as const;
const CLOSE = { code: 1006, reason: "", wasClean: false };

afterEach(() => vi.useRealTimers());

function openRecord(): SessionRecord {
  const record = new SessionRecord(() => ({ jwt: null, seed: SEED }));
  record.setAccepted(attemptOf({ end: "pong", info: infoOf() }), infoOf());
  return record;
}

it.each([
  ["forward", HOUR_MS],
  ["back", -HOUR_MS],
])("an -ERR explains the end although the clock is set %s in between", (_, byMs) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const record = openRecord();
  record.addServerError("User Authentication Expired");
  vi.setSystemTime(Date.now() + byMs);
  const { end, code } = record.setEnded(CLOSE);
  expect(end).toMatchObject({ at: Date.now(), errors: ["User Authentication Expired"] });
  expect(code).toBe("ended/expired");
});

it("an -ERR of long ago does not explain the end, whatever the clock says", () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  const record = openRecord();
  record.addServerError("User Authentication Expired");
  vi.advanceTimersByTime(HOUR_MS);
  vi.setSystemTime(Date.now() - HOUR_MS);
  expect(record.setEnded(CLOSE).end.errors).toEqual([]);
});
