// `npm run bench -- connect`: the time from the click on Connect to the verdict, against the time that a bare
// WebSocket needs for INFO, CONNECT and PONG on the same server. The two take turns. Each round gives one
// ratio, and the result is their median. The pages take the times, and no developer tool follows their sockets.

import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import * as identities from "../sandbox/identities.mjs";
import { startNatsServer } from "../sandbox/server.mjs";
import { listen } from "../serve/listen.mjs";
import { staticHandler } from "../serve/static-server.mjs";
import { findBrowser } from "../setup/browser.mjs";
import { ensureBuilt } from "../setup/build.mjs";
import { natsServerForTests } from "../setup/nats-server/for-tests.mjs";
import { outDir } from "../setup/paths.mjs";
import { startBrowser } from "./browser.mjs";
import { median } from "./figures.mjs";
import { HELPERS } from "./product.mjs";

const ROUNDS = 30;
const WARM_UP = 5;
const GOAL = 1.5;

/** @typedef {import("./browser.mjs").Browser} Browser */
/** @typedef {import("./browser.mjs").Tab} Tab */

const CODE = fs.readFileSync(new URL("connect-page.js", import.meta.url), "utf8");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-"));
/** @type {(() => unknown)[]} */
const cleanups = [() => fs.rmSync(folder, { recursive: true, force: true })];
try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  for (const end of cleanups.reverse()) await end();
}

async function main() {
  await ensureBuilt();
  const { path: binary, version } = await natsServerForTests();
  const { config, users } = await makeWorld();
  const [user] = users;
  if (!user) throw new Error("no user");
  const server = await startNatsServer({ binary, dir: folder, config });
  cleanups.push(server.stop);
  const site = await listen(staticHandler(outDir), { host: "localhost", port: 0 });
  cleanups.push(site.stop);
  const found = await findBrowser({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  const browser = await startBrowser(found.path);
  cleanups.push(browser.stop);
  const page = await openPage(browser, site.url, users);
  const plain = await openPlainPage(browser);
  const bare = { url: server.wsUrl, jwt: user.jwt, seed: [...identities.rawSeed(user.seed)] };
  await plain.run(`prepareBare(${JSON.stringify(bare)})`);

  /** @type {{ours: number, bare: number}[]} */
  const rounds = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const connectOurs = () => connectOnce(page, round, server.wsUrl);
    const isFirst = round % 2 === 0;
    const early = isFirst ? await connectOurs() : 0;
    const bare = await measure(plain, "connectBare()");
    const ours = isFirst ? early : await connectOurs();
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
 * @param {Browser} browser
 * @param {string} url
 * @param {readonly {name: string, creds: string}[]} users
 */
async function openPage(browser, url, users) {
  const page = await browser.open(url);
  await page.run(HELPERS);
  await page.run(CODE);
  await page.run(`dropCreds(${JSON.stringify(users.map(({ name, creds }) => ({ name, creds })))})`);
  await page.run(`waitFor(() => countOf("keys") === ${users.length})`);
  return page;
}

/**
 * The product's policy lets only its worker connect, so the bare WebSocket gets a separate empty page.
 * @param {Browser} browser
 */
async function openPlainPage(browser) {
  const server = http.createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  cleanups.push(() => server.close());
  const address = server.address();
  const plain = await browser.open(
    `http://localhost:${typeof address === "object" ? address?.port : ""}/`,
  );
  await plain.run(CODE);
  return plain;
}

/**
 * Every round is the first connection of its creds, as when a user has just dropped a file.
 * @param {Tab} page
 * @param {number} index in the keyring
 * @param {string} address
 * @returns {Promise<number>} ms from the click to the verdict in the document
 */
async function connectOnce(page, index, address) {
  await page.bringToFront();
  await page.run(`chooseKey(${index}, ${JSON.stringify(address)})`);
  const ms = await measure(page, "clickConnect()");
  await page.run("disconnect()");
  return ms;
}

/**
 * @param {Tab} tab
 * @param {string} code
 */
async function measure(tab, code) {
  await tab.bringToFront();
  return Number(await tab.run(code));
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
      `ratio ${ratio.toFixed(2)} (goal: at most ${GOAL})\n`,
  );
  return ratio <= GOAL;
}
