// `npm run check` as its users run it: from the source, and as the one file of the release. Real servers over WebSocket
// and TCP, its output and exit code.

import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCheck } from "@/lib/page/actions/check/check-actions";
import { readCheckLines } from "@/lib/page/actions/check/check-lines";
import { checkJson } from "@/lib/page/check/check-json";
import { ASKS_NOTHING } from "@/lib/page/check/check-lines";
import { chooseServers } from "@/lib/page/config/checked-servers";
import { NO_CONFIG } from "@/lib/page/config/config";
import { checkRunState, checkStore } from "@/lib/page/state/check-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { nowSec } from "@/lib/testing/jwt";
import { startPage } from "@/lib/testing/page-rig";
import {
  closedPort,
  endServers,
  identities,
  makeWorld,
  startServer,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bundleCheck } from "@/scripts/check/bundle.mjs";
import { findFiles } from "./find-files";

const FROM_SOURCE = path.resolve("scripts/check.mjs");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-check-"));
const folder = path.join(dir, "creds");
/** The server's operator, and the account of the stray creds. */
const trust = path.join(dir, "trust");
/** As in the release. */
const bundle = path.join(dir, "check.mjs");
const seeds: string[] = [];
let ws = "";
let tcp = "";

beforeAll(async () => {
  await bundleCheck(bundle);
  const world = await makeWorld();
  const server = await startServer(world.config());
  ws = server.wsUrl;
  tcp = server.clientUrl;
  const { account } = world;
  const write = async (name: string, options: Readonly<Record<string, unknown>>) => {
    const user = await identities.makeUser({ name, account, ...options });
    seeds.push(...(/SU[A-Z2-7]{56}/u.exec(user.creds) ?? []));
    const file = path.join(folder, `${name}.creds`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, user.creds);
  };
  await write("eu/good", {});
  await write("soon/ending", { exp: nowSec() + 3_600 });
  await write("narrow/orders", { claims: { pub: { allow: ["orders.>"] } } });
  // An account of another operator.
  const stranger = await identities.makeOperator({ name: "OTHER" });
  const stray = await identities.makeAccount({ name: "STRAY", operator: stranger });
  await write("bad/stray", { account: stray });
  fs.mkdirSync(trust);
  fs.writeFileSync(path.join(trust, "operator.jwt"), world.operator.jwt);
  fs.writeFileSync(path.join(trust, "stray.jwt"), stray.jwt);
  fs.writeFileSync(path.join(folder, "bad", "notes.txt"), "no creds <here> & \u0007there\n");
});
afterAll(async () => {
  await endServers();
  fs.rmSync(dir, { recursive: true });
});

const at = (name: string) => path.join(folder, name);

const check = (...args: readonly string[]) => run(bundle, args);

async function run(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NO_COLOR: "1" },
  });
  let out = "";
  let told = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (told += data));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  for (const seed of seeds) expect(`${out}${told}`).not.toContain(seed);
  return { code, out, told };
}

const resultsOf = (out: string) => JSON.parse(out) as { version: number; results: Row[] };
interface Row {
  readonly file: string;
  readonly user: string | null;
  readonly outcome: string;
  readonly server: string;
  readonly causes: readonly { readonly code: string; readonly certainty: string }[];
  readonly ms: number | null;
}

describe("the results", () => {
  it("are of each creds and each server, over WebSocket and TCP", async () => {
    const { code, out } = await check(folder, "--server", ws, "--server", tcp, "--format", "json");
    expect(code).toBe(1);
    const { version, results } = resultsOf(out);
    expect(version).toBe(1);
    expect(results.map(({ file, server, outcome }) => [file, server, outcome])).toEqual(
      [
        ["bad/stray.creds", "refused"],
        ["eu/good.creds", "accepted"],
        ["narrow/orders.creds", "accepted"],
        ["soon/ending.creds", "accepted"],
      ].flatMap(([file = "", outcome]) => [
        [at(file), ws, outcome],
        [at(file), tcp, outcome],
      ]),
    );
    const [stray] = results;
    expect(stray?.causes.map((cause) => cause.code)).toContain("account/unknown");
    expect(stray?.ms).toBeGreaterThan(0);
    expect(stray?.user).toMatch(/^U[A-Z2-7]{55}$/u);
  });

  it("are proven by account and operator JWTs of a folder", async () => {
    const args = [at("bad"), "--server", tcp, "--format", "json"];
    const causes = async (...more: readonly string[]) =>
      resultsOf((await check(...args, ...more)).out).results.map(({ causes: [first] }) => first);
    expect(await causes()).toEqual([{ code: "account/unknown", certainty: "possible" }]);
    expect(await causes("--trust", trust)).toEqual([
      { code: "account/other-operator", certainty: "proven" },
    ]);
  });
  it("name a file without creds where it was asked for by name", async () => {
    const args = [at("bad/notes.txt"), "--server", ws, "--format", "json"];
    const { code, out } = await run(FROM_SOURCE, args);
    expect(code).toBe(1);
    expect(resultsOf(out).results).toEqual([
      {
        ...{ file: at("bad/notes.txt"), user: null, account: null, server: ws, ms: null },
        ...{ outcome: "unreadable", causes: [{ code: "creds/not-creds", certainty: "proven" }] },
      },
    ]);
  });
});

describe("the exit code", () => {
  it("is 0 where all is fine", async () => {
    const { code, out } = await check(at("eu"), "--server", ws, "--server", tcp);
    expect(out).toContain("2 of 2 fine.");
    expect(code).toBe(0);
  });

  it("is 1 for creds that expire too soon or may not do what they have to", async () => {
    const soon = await check(at("soon"), "--server", ws, "--expires-within", "2h");
    expect(soon).toMatchObject({ code: 1 });
    expect(soon.out).toContain("Expires at ");
    expect(await check(at("soon"), "--server", ws, "--expires-within", "30m")).toMatchObject({
      code: 0,
    });
    const may = await check(at("narrow"), "--server", ws, "--may", "publish:billing.x");
    expect(may).toMatchObject({ code: 1 });
    expect(may.out).toContain("May not publish billing.x");
    expect(await check(at("narrow"), "--server", ws, "--may", "publish:orders.x")).toMatchObject({
      code: 0,
    });
  });

  it("is 2 where a server is not reached, or nothing could be tried", async () => {
    const closed = await check(at("eu"), "--server", "nats://127.0.0.1:1");
    expect(closed).toMatchObject({ code: 2 });
    expect(closed.out).toContain(
      "unreachable: The bridge could not connect to the server nats://127.0.0.1:1",
    );
    for (const args of [[], ["--nope"], [at("eu"), "--may", "read:x"], [at("not-there")]]) {
      const { code, told } = await check(...args);
      expect(code).toBe(2);
      expect(told).not.toBe("");
    }
  });
});

it("JUnit has a suite for each server and a case for each creds, well-formed", async () => {
  const { code, out } = await check(
    folder,
    at("bad/notes.txt"),
    "--server",
    ws,
    "--format",
    "junit",
  );
  expect(code).toBe(1);
  expect(out.match(/<testcase /gu)).toHaveLength(5);
  expect(out).toContain('<testsuites name="credence" tests="5" failures="2" errors="0"');
  expect(out).toContain('type="account/unknown"');
  // Every tag is closed in order, and nothing else begins with "<" or "&".
  const open: string[] = [];
  for (const [, end, name = "", alone] of out.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/gu)) {
    if (end === "/") expect(open.pop()).toBe(name);
    else if (alone !== "/") open.push(name);
  }
  expect(open).toEqual([]);
  expect(out.replace(/<[/?]?[a-z][^<>]*>/gu, "")).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/u);
});

it("JSON is what the page exports for the same files and addresses, times apart", async () => {
  startPage();
  const files = findFiles([folder]);
  const reply = await ask("openFiles", { files, before: 0, total: files.length });
  expect(reply.ok).toBe(true);
  const closed = `ws://127.0.0.1:${await closedPort()}`;
  const { servers } = chooseServers(NO_CONFIG, {
    ...{ listed: [], typed: `${ws}\n${closed}`, pace: "usual", isPageHttps: false },
  });
  await startCheck(vaultStore.getState().order, servers);
  await until(() => checkRunState(checkStore.getState()) === "done", "the end of the check");
  const page = checkJson(await readCheckLines(ASKS_NOTHING), ASKS_NOTHING);
  const { out } = await check(folder, "--server", ws, "--server", closed, "--format", "json");
  const untimed = (text: string) => text.replaceAll(/"ms": [\d.]+/gu, '"ms": 0');
  expect(untimed(out)).toBe(untimed(page));
  expect(JSON.parse(page).results).toHaveLength(8);
  expect(page).toContain("unreachable");
});
