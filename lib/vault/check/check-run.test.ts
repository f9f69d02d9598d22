// Many creds against real servers, through the page's actions and a whole vault.

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeCheck, controlCheck, startCheck } from "@/lib/page/actions/check/check-actions";
import { openChecked } from "@/lib/page/actions/check/open-checked";
import { connectEntry, probeHost } from "@/lib/page/actions/connection-actions";
import { openText } from "@/lib/page/actions/file-actions";
import { loginModeOf } from "@/lib/page/diagnosis/login-mode";
import { type Verdict, verdictOf } from "@/lib/page/diagnosis/verdict";
import { rowsOf } from "@/lib/page/overview/row-list";
import {
  type CheckedServer,
  checkCounts,
  checkResultOf,
  checkRunState,
  checkStore,
} from "@/lib/page/state/check-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { clockOf } from "@/lib/shared/diagnosis/clock-comparison";
import { startHostileServer } from "@/lib/testing/hostile-server";
import { makeUser } from "@/lib/testing/jwt";
import {
  connectShown,
  crashVault,
  paste,
  resetPage,
  startPage,
  untilSession,
} from "@/lib/testing/page-rig";
import { closedPort, endServers, startServer } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf } from "@/lib/testing/vault-rig";
import { LINES } from "@/lib/testing/verdict-cases";
import { accounts, config } from "@/lib/testing/verdict-world";

let address: string;
let monitor: () => Promise<number>;
let connectionsMade: () => Promise<number>;
beforeAll(async () => {
  startPage();
  const monitorPort = await closedPort();
  const server = await startServer(`${config}\nhttp: 127.0.0.1:${monitorPort}`);
  address = server.wsUrl;
  const read = async (path: string, field: string) =>
    (await (await fetch(`http://127.0.0.1:${monitorPort}/${path}`)).json())[field];
  monitor = () => read("connz", "num_connections");
  connectionsMade = () => read("varz", "total_connections");
});
afterEach(resetPage);
afterAll(endServers);

const target = (url: string, perSecond: number | null = null) => ({
  address: url,
  name: url,
  title: url,
  isProduction: false,
  isBridge: false,
  perSecond,
});
const users = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => makeUser({ name: `u${n}`, account: accounts.sound.key }).creds,
  );
/** Ten kinds of fault. */
const FAULTS = LINES.filter(([name]) =>
  [
    ...["expired long ago", "not yet valid", "tampered signature", "seed of another user"],
    ...["STANDARD only", "another network", "closed hours", "unknown account"],
    ...["foreign signing key", "revoked"],
  ].includes(name),
);
const faulty = (n: number) => FAULTS[n % FAULTS.length]?.[1]() ?? "";
const order = () => vaultStore.getState().order;
const isOver = () => checkRunState(checkStore.getState()) === "done";
const outcomes = (column: number) =>
  order().map((id) => checkResultOf(checkStore.getState(), id, column)?.verdict.outcome);

const linesOf = (verdict: Verdict | null | undefined) =>
  verdict?.causes.map(({ code, certainty }) => `${code} ${certainty}`);

async function load(texts: readonly string[]): Promise<void> {
  const before = order().length;
  await openText(bytesOf(texts.join("")));
  await until(() => order().length === before + texts.length, "the creds");
}

/** Fails when the run does not end. */
async function check(...servers: readonly CheckedServer[]): Promise<void> {
  const reply = await startCheck(order(), servers);
  if (!reply.ok) throw new Error(reply.fault.code);
  await until(isOver, "the end of the check");
}

describe("a check", () => {
  it("says of each creds what a single attempt says, and leaves no connection open", async () => {
    // CHECK_COUNT=1000 compares as many as a team may have.
    const count = Number(process.env["CHECK_COUNT"] ?? 40);
    const good = count * 0.75;
    await load([...users(good), ...Array.from({ length: count - good }, (_, n) => faulty(n))]);
    await check(target(address));
    expect(outcomes(0)).toEqual([
      ...Array(good).fill("accepted"),
      ...Array(count - good).fill("refused"),
    ]);
    const said = order().map((id) => linesOf(checkResultOf(checkStore.getState(), id, 0)?.verdict));
    for (const id of order()) await connectEntry(id, address);
    const { sessions, pageClock } = vaultStore.getState();
    const single = await Promise.all(
      order().map(async (id) => {
        const session = await untilSession(id, "the answer", ({ outcome, server }) => {
          return outcome === "refused" || server?.identity?.from === "user-info";
        });
        const facts = await ask("readFacts", { id });
        if (!facts.ok) throw new Error(facts.fault.code);
        const clock = clockOf(session, sessions.values(), pageClock);
        const loginMode = loginModeOf(session.attempt, vaultStore.getState().sessions.values());
        return linesOf(verdictOf(facts.value, { ...session, clock, loginMode }, Date.now()));
      }),
    );
    expect(said).toEqual(single);
    const named = new Set(said.slice(good).map((causes) => causes?.[0]));
    expect(named).toEqual(new Set(FAULTS.map(([, , alone]) => alone.replace("refused ", ""))));
    for (const id of order()) await ask("disconnect", { id });
    const [first] = order();
    const accepted = checkResultOf(checkStore.getState(), first ?? "", 0)?.observation;
    expect(accepted?.server?.identity).toMatchObject({ from: "user-info", user: first });
    await until(async () => (await monitor()) === 0, "no connection left");
  });

  it("marks creds that cannot be read, and a server that never answers, with one reason", async () => {
    await load(users(6));
    await paste("no creds here").catch(() => {});
    await until(() => order().length === 7, "the unreadable text");
    const dead = `ws://127.0.0.1:${await closedPort()}`;
    await check(target(address), target(dead));
    const good = [...Array(6).fill("accepted"), "unreadable"];
    expect(outcomes(0)).toEqual(good);
    expect(outcomes(1)).toEqual([...Array(6).fill("unreachable"), "unreadable"]);
    const state = checkStore.getState();
    expect(checkCounts(state)).toEqual({ done: 14, total: 14 });
    expect(state.progress?.columns[1]).toMatchObject({ state: "ended", done: 0 });
    expect(state.silences[1]?.verdict.causes[0]?.code).toBe("net/not-listening");
  });

  it("proves refusals by account JWTs that are dropped afterwards", async () => {
    await load([makeUser({ name: "revoked", account: accounts.revoking.key }).creds]);
    await check(target(address));
    const first = () =>
      checkResultOf(checkStore.getState(), order()[0] ?? "", 0)?.verdict.causes[0];
    expect(first()?.certainty).not.toBe("proven");
    await openText(bytesOf(accounts.revoking.jwt));
    await until(() => first()?.certainty === "proven", "the proof");
    expect(first()?.code).toBe("account/user-revoked");
  });

  it("pauses, goes on, keeps to a rate, stops, and finishes what was left", async () => {
    // 100 take at least 5 s, so the check is paused and stopped in the middle on any machine.
    await load(users(100));
    await startCheck(order(), [target(address, 20)]);
    await until(() => checkCounts(checkStore.getState()).done > 2, "first results");
    controlCheck("pause");
    await until(() => checkRunState(checkStore.getState()) === "paused", "the pause");
    await until(() => checkStore.getState().progress?.active === 0, "the last ones");
    const { done } = checkCounts(checkStore.getState());
    expect(done).toBeLessThan(100);
    controlCheck("resume");
    await until(() => checkCounts(checkStore.getState()).done > done, "more results");
    controlCheck("stop");
    await until(() => checkRunState(checkStore.getState()) === "stopped", "the stop");
    expect(checkCounts(checkStore.getState()).done).toBeLessThan(100);
    await until(async () => (await monitor()) === 0, "no connection left");
  });

  it.each([
    ["pause", "paused"],
    ["stop", "stopped"],
  ] as const)("obeys a press on %s before the vault has reported", async (action, state) => {
    await load(users(100));
    const started = startCheck(order(), [target(address, 20)]);
    await until(() => checkRunState(checkStore.getState()) === "running", "the start");
    expect(checkStore.getState().progress).toBeNull();
    controlCheck(action);
    await started;
    await until(() => checkRunState(checkStore.getState()) === state, "what was pressed");
    expect(checkCounts(checkStore.getState()).done).toBeLessThan(100);
    await until(async () => (await monitor()) === 0, "no connection left");
  });

  it("stops a check whose results are closed before the vault has reported", async () => {
    await load(users(100));
    const before = await connectionsMade();
    const started = startCheck(order(), [target(address, 20)]);
    await until(() => checkRunState(checkStore.getState()) === "running", "the start");
    closeCheck();
    await started;
    // One that had begun may still reach the server.
    await until(async () => {
      const made = await connectionsMade();
      await sleep(500);
      return (await connectionsMade()) === made && (await monitor()) === 0;
    }, "no more connections");
    expect((await connectionsMade()) - before).toBeLessThan(100);
    expect(checkStore.getState().ids).toEqual([]);
    await check(target(address));
    expect(checkCounts(checkStore.getState())).toEqual({ done: 100, total: 100 });
  });

  it("ends attempts of creds that are forgotten", async () => {
    await load(users(12));
    await startCheck(order(), [target(address, 5)]);
    await until(() => checkCounts(checkStore.getState()).done > 0, "a result");
    await resetPage();
    expect(checkStore.getState().ids).toEqual([]);
    await until(async () => (await monitor()) === 0, "no connection left");
  });
});

it("survives a server that is killed and started again, with exact counts", async () => {
  const wsPort = await closedPort();
  const first = await startServer(config, { wsPort });
  const texts = users(500);
  await load(texts);
  // 500 take at least 2.5 s, so the server is killed in the middle on any machine.
  await startCheck(order(), [target(first.wsUrl, 200)]);
  await until(() => checkCounts(checkStore.getState()).done > 100, "a part of the results");
  await first.stop();
  const column = () => checkStore.getState().progress?.columns[0];
  await until(() => column()?.state === "silent", "that the server is silent");
  expect(checkRunState(checkStore.getState())).toBe("paused");
  const rows = rowsOf(order(), vaultStore.getState(), new Map(), Date.now());
  expect(rows.filter(({ isWaiting }) => isWaiting)).toHaveLength(500 - (column()?.done ?? 0));
  await startServer(config, { wsPort });
  await until(isOver, "the end of the check");
  expect(new Set(outcomes(0))).toEqual(new Set(["accepted"]));
  expect(column()).toMatchObject({ state: "done", done: 500, total: 500 });
  await connectShown(first.wsUrl);
});

it("ends with the vault, and what was answered stays", async () => {
  await load(users(30));
  await startCheck(order(), [target(address, 20)]);
  await until(() => checkCounts(checkStore.getState()).done > 0, "a result");
  crashVault();
  expect(checkRunState(checkStore.getState())).toBe("stopped");
  const { done } = checkCounts(checkStore.getState());
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(30);
  expect(outcomes(0).filter((outcome) => outcome === "accepted")).toHaveLength(done);
});

it("does not begin when its dialog was closed before the first connection", async () => {
  await load(users(3));
  await check(target(address));
  const before = checkStore.getState();
  await load(users(2));
  let asked = 0;
  const isWanted = () => {
    asked += 1;
    return false;
  };
  expect(await startCheck(order(), [target(address)], null, isWanted)).toMatchObject({ ok: true });
  expect(asked).toBe(1);
  expect(checkStore.getState()).toBe(before);
});

it("opens a result in the workbench, which can look closer at the host", async () => {
  await load(users(4));
  await check(target(`ws://127.0.0.1:${await closedPort()}`));
  const [id = ""] = order();
  expect(await openChecked(id, 0)).toBeNull();
  expect(vaultStore.getState().selected).toBe(id);
  expect(vaultStore.getState().sessions.get(id)?.outcome).toBe("unreachable");
  await probeHost(id);
  expect(vaultStore.getState().sessions.get(id)?.hostProbe).toMatchObject({ http: false });
});

it("leaves an open connection alone, and shows the result as a report", async () => {
  await load(users(1));
  const [id = ""] = order();
  await connectEntry(id, address);
  await untilSession(id, "the connection", ({ phase }) => phase === "open");
  await check(target(`ws://127.0.0.1:${await closedPort()}`));
  const shown = await openChecked(id, 0);
  expect(shown?.report.outcome).toBe("unreachable");
  expect(vaultStore.getState().sessions.get(id)?.phase).toBe("open");
});

it("gives a server that accepts and drops three signatures of each creds, and ends", async () => {
  const server = await startHostileServer({ onAccepted: (client) => client.drop() });
  await load(users(5));
  await check(target(server.url));
  expect(new Set(outcomes(0))).toEqual(new Set(["ended"]));
  // The nonce is always the same, so each creds has one signature.
  expect(new Set(server.signatures).size).toBe(5);
  expect(server.signatures).toHaveLength(15);
  await server.end();
});
