// From the click on Connect to the verdict on the page, against what a bare WebSocket of the same page
// needs for INFO, CONNECT and PONG on the same server: `npm run bench -- connect`. The two take turns;
// each round gives one ratio, and the median of them is the result. Times are taken on the page.

import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import * as identities from "../sandbox/identities.mjs";
import { startNatsServer } from "../sandbox/server.mjs";
import { listen } from "../serve/listen.mjs";
import { staticHandler } from "../serve/static-server.mjs";
import { findBrowser } from "../setup/browser.mjs";
import { ensureBuilt } from "../setup/build.mjs";
import { natsServerForTests } from "../setup/nats-server/for-tests.mjs";
import { outDir } from "../setup/paths.mjs";
import { median } from "./figures.mjs";

const ROUNDS = 30;
const WARM_UP = 5;
const WANTED = 1.5;
/** Chromium lets a host rest for a moment after each connection; the next must not wait for that. */
const REST_MS = 150;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-"));
/** @type {(() => unknown)[]} */
const endings = [() => fs.rmSync(folder, { recursive: true, force: true })];
try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  for (const end of endings.reverse()) await end();
}

async function main() {
  await ensureBuilt();
  const { path: binary, version } = await natsServerForTests();
  const { config, users } = await makeWorld();
  const [user] = users;
  if (!user) throw new Error("no user");
  const server = await startNatsServer({ binary, dir: folder, config });
  endings.push(server.stop);
  const site = await listen(staticHandler(outDir), { host: "localhost", port: 0 });
  endings.push(site.stop);
  const page = await openPage(site.url, users);
  const code = fs.readFileSync(new URL("connect-page.js", import.meta.url), "utf8");
  await page.evaluate(code);
  const plain = await openPlainPage(page);
  await plain.evaluate(code);
  const bare = { url: server.wsUrl, jwt: user.jwt, seed: rawSeed(user.seed) };
  await plain.evaluate(`prepareBare(${JSON.stringify(bare)})`);

  /** @type {{ours: number, bare: number}[]} */
  const rounds = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    await chooseKey(page, round, server.wsUrl);
    const isFirst = round % 2 === 0;
    const early = isFirst ? await connectOnce(page) : 0;
    await page.waitForTimeout(REST_MS);
    const bare = Number(await plain.evaluate("connectBare()"));
    await page.waitForTimeout(REST_MS);
    const ours = isFirst ? early : await connectOnce(page);
    if (round >= WARM_UP) rounds.push({ ours, bare });
  }
  return report(version, rounds);
}

async function makeWorld() {
  const systemKey = identities.makeKey("account");
  const operator = await identities.makeOperator({
    name: "OP",
    systemAccount: systemKey.publicKey,
  });
  const systemAccount = await identities.makeAccount({ name: "SYS", operator, key: systemKey });
  const account = await identities.makeAccount({ name: "APP", operator });
  const users = [];
  for (let n = 0; n < WARM_UP + ROUNDS; n++) {
    users.push(await identities.makeUser({ name: `bench-${n}`, account }));
  }
  return {
    users,
    config: identities.operatorConfig({ operator, systemAccount, accounts: [account] }),
  };
}

/**
 * @param {string} url
 * @param {readonly {name: string, creds: string}[]} users

 */
async function openPage(url, users) {
  const found = await findBrowser({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox"] });
  endings.push(() => browser.close());
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await page.getByLabel("Creds files", { exact: true }).setInputFiles(
    users.map(({ name, creds }) => ({
      name: `${name}.creds`,
      mimeType: "text/plain",
      buffer: Buffer.from(creds),
    })),
  );
  await page.locator(`[data-count="keys"][data-value="${users.length}"]`).waitFor();
  return page;
}

/**
 * The product's policy lets only its worker connect, so the bare WebSocket has an empty page of its own.
 * @param {import("@playwright/test").Page} page
 */
async function openPlainPage(page) {
  const server = http.createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  endings.push(() => server.close());
  const address = server.address();
  const browser = page.context().browser();
  if (!browser) throw new Error("no browser");
  // A window of its own: a page behind another one is slowed down.
  const plain = await (await browser.newContext()).newPage();
  await plain.goto(`http://localhost:${typeof address === "object" ? address?.port : ""}/`);
  return plain;
}

/**
 * Every round is the first connection of its creds, as for someone who drops a file.
 * @param {import("@playwright/test").Page} page
 * @param {number} place in the keyring
 * @param {string} address
 */
async function chooseKey(page, place, address) {
  await page.locator("[data-key]").nth(place).click();
  await page.getByLabel("Server", { exact: true }).fill(address);
  await page.waitForTimeout(REST_MS);
}

/**
 * Presses Connect, waits for the verdict, and disconnects again.
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<number>} ms from the click to the verdict in the document
 */
async function connectOnce(page) {
  const ms = Number(await page.evaluate("clickConnect()"));
  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  await page.getByRole("button", { name: "Connect", exact: true }).waitFor();
  return ms;
}

/**
 * @param {string} version
 * @param {readonly {ours: number, bare: number}[]} rounds
 */
function report(version, rounds) {
  const ratio = median(rounds.map(({ ours, bare }) => ours / bare));
  const ours = median(rounds.map((round) => round.ours));
  const bare = median(rounds.map((round) => round.bare));
  process.stdout.write(
    `connect on nats-server ${version}, median of ${rounds.length}: ` +
      `page ${ours.toFixed(1)} ms, bare WebSocket ${bare.toFixed(1)} ms, ` +
      `ratio ${ratio.toFixed(2)} (wanted: at most ${WANTED})\n`,
  );
  return ratio <= WANTED;
}

/**
 * The 32 bytes that a seed stands for.
 * @param {string} seed
 */
function rawSeed(seed) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...seed].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/gu) ?? [];
  return bytes.slice(2, 34).map((byte) => Number.parseInt(byte, 2));
}
