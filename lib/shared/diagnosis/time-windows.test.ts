import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectNats } from "../../../scripts/sandbox/client.mjs";
import {
  makeAccount,
  makeKey,
  makeOperator,
  makeUser,
  operatorConfig,
} from "../../../scripts/sandbox/identities.mjs";
import { type RunningNatsServer, startNatsServer } from "../../../scripts/sandbox/server.mjs";
import { findNatsServer } from "../../../scripts/setup/nats-server/find.mjs";
import { isInsideTimes, secondsToNextWindow } from "./time-windows";

const noon = Date.UTC(2026, 5, 24, 12, 0, 0);
const window = (start: string, end: string) => [{ start, end }];

describe("connect hours", () => {
  it.each([
    ["11:00:00", "13:00:00", "UTC", "yes"],
    ["12:00:01", "13:00:00", "UTC", "no"],
    ["11:00:00", "12:00:00", "UTC", "no"],
    ["12:00:00", "13:00:00", "UTC", "no"],
    ["12:00:00", "12:00:00", "UTC", "no"],
    ["13:00:00", "15:00:00", "Europe/Rome", "yes"],
    ["20:00:00", "22:00:00", "Asia/Tokyo", "yes"],
    ["11:00:00", "13:00:00", "Asia/Tokyo", "no"],
    ["11:00:00", "02:00:00", "UTC", "yes"],
    ["20:00:00", "13:00:00", "UTC", "disputed"],
    ["20:00:00", "11:00:00", "UTC", "no"],
    ["11:00:00", "13:00:00", "Nowhere/Land", "zone-unknown"],
    ["11:00", "13:00:00", "UTC", "no"],
  ])("%s–%s in %s at noon UTC: %s", (start, end, zone, expected) => {
    expect(isInsideTimes(window(start, end), zone, noon)).toBe(expected);
  });

  it("opens strictly after the start", () => {
    expect(isInsideTimes(window("12:00:00", "13:00:00"), "UTC", noon + 1)).toBe("yes");
  });

  it("needs one of several windows, and accepts any time without windows", () => {
    const two = [...window("01:00:00", "02:00:00"), ...window("11:00:00", "13:00:00")];
    expect(isInsideTimes(two, "UTC", noon)).toBe("yes");
    expect(isInsideTimes([], "UTC", noon)).toBe("yes");
  });

  it("computes when the next window opens", () => {
    expect(secondsToNextWindow(window("12:30:00", "13:00:00"), "UTC", noon)).toBe(1_800);
    expect(secondsToNextWindow(window("11:00:00", "11:30:00"), "UTC", noon)).toBe(23 * 3_600);
    expect(secondsToNextWindow(window("11:00:00", "11:00:00"), "UTC", noon)).toBeNull();
  });
});

describe("a real server agrees about connect hours", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "credence-times-"));
  const systemKey = makeKey("account");
  let server: RunningNatsServer;
  let account: Awaited<ReturnType<typeof makeAccount>>;

  beforeAll(async () => {
    const found = await findNatsServer({ update: () => {} });
    if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
    const operator = await makeOperator({ name: "OP", systemAccount: systemKey.publicKey });
    const systemAccount = await makeAccount({ name: "SYS", operator, key: systemKey });
    account = await makeAccount({ name: "APP", operator });
    const config = operatorConfig({ operator, systemAccount, accounts: [account] });
    server = await startNatsServer({ binary: found.path, dir, config });
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each([
    ["inside", -2, 2, "UTC"],
    ["before", 2, 4, "UTC"],
    ["after", -4, -2, "UTC"],
    ["over midnight, evening part", -2, -4, "UTC"],
    ["over midnight, morning part", 4, 2, "UTC"],
    ["inside, by the wrong zone", -2, 2, "Asia/Tokyo"],
  ])("%s", async (name, startHours, endHours, zone) => {
    const clock = (hours: number) =>
      new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 19);
    const times = window(clock(startHours), clock(endHours));
    const claims = { times, times_location: zone };
    const user = await makeUser({ name, account, claims });
    const options = { timeout: 60_000, reconnect: false };
    const isAccepted = await connectNats(server.wsUrl, user, options).then(
      (connection) => connection.close().then(() => true),
      (error) => {
        // Any other error does not answer the question.
        expect(String(error)).toMatch(/authorization violation/i);
        return false;
      },
    );
    const said = isInsideTimes(times, zone, Date.now());
    // Where versions differ, either answer is right.
    expect(said === "disputed" ? said : said === "yes").toBe(
      said === "disputed" ? "disputed" : isAccepted,
    );
  });
});
