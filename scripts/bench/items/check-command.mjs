// `npm run check` on 1,000 creds and one server, and bare TCP connections that send the same CONNECTs one after the
// other, as many at a time. Beside them, the least that any such command has to do.
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCheck } from "../../check/bundle.mjs";
import * as identities from "../../sandbox/identities.mjs";
import { startCheckWorld } from "../check-world.mjs";
import { atMost, median } from "../figures.mjs";

const COUNT = 1_000;
const JOBS = 4;
const FLOOR = fileURLToPath(new URL("../check-floor.mjs", import.meta.url));
const HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** @type {import("../bench.mjs").Item} */
export const checkCommand = {
  name: "check-command",
  title: "npm run check on 1,000 creds, against bare TCP connections",
  needsWorld: false,
  async run(_, { rounds }) {
    const own = await startCheckWorld({ count: COUNT, good: COUNT, servers: 1 });
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-command-"));
    const script = path.join(dir, "check.mjs");
    /** @type {{ours: number[], bare: number[], floor: number[]}} */
    const seconds = { ours: [], bare: [], floor: [] };
    try {
      await bundleCheck(script);
      const { clientUrl = "" } = own.servers[0] ?? {};
      for (let round = 0; round < rounds; round++) {
        seconds.bare.push(await bareSeconds(own.users, clientUrl));
        seconds.ours.push(commandSeconds(script, own.folder, clientUrl));
        seconds.floor.push(floorSeconds(own.users, clientUrl));
      }
    } finally {
      await own.stop();
      fs.rmSync(dir, { recursive: true });
    }
    /** @param {readonly number[]} values */
    const ratioOf = (values) =>
      median(values.map((value, n) => value / (seconds.bare[n] ?? Number.NaN)));
    return {
      seconds,
      /** What no implementation can go below (check-floor.mjs). */
      floorRatio: ratioOf(seconds.floor),
      goals: [
        { ...atMost("time, against bare TCP connections", ratioOf(seconds.ours), 1.5), unit: "×" },
      ],
    };
  },
};

/** @param {string} script @param {string} folder @param {string} url */
function commandSeconds(script, folder, url) {
  const from = performance.now();
  const args = [script, folder, "--server", url, "--format", "json", "--jobs", String(JOBS)];
  const { status, stderr } = spawnSync(process.execPath, args, { maxBuffer: 64_000_000 });
  if (status !== 0) throw new Error(`npm run check ended with ${status}: ${stderr}`);
  return (performance.now() - from) / 1_000;
}

/**
 * @param {readonly {jwt: string, seed: string}[]} users
 * @param {string} url
 */
function floorSeconds(users, url) {
  const raw = users.map(({ jwt, seed }) => {
    const { sub, iss } = /** @type {{sub: string, iss: string}} */ (identities.claimsOf(jwt));
    const [subject, issuer] = [sub, iss].map((key) =>
      identities.rawPublicKey(key).toString("base64"),
    );
    return { jwt, seed: identities.rawSeed(seed).toString("base64"), subject, issuer };
  });
  const input = JSON.stringify({ port: Number(new URL(url).port), jobs: JOBS, users: raw });
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [FLOOR], { input });
  if (status !== 0) throw new Error(`check-floor.mjs ended with ${status}: ${stderr}`);
  return (performance.now() - from) / 1_000;
}

/**
 * @param {readonly {jwt: string, seed: string}[]} users
 * @param {string} url
 */
async function bareSeconds(users, url) {
  const { hostname, port } = new URL(url);
  const from = performance.now();
  const left = users.values();
  await Promise.all(
    Array.from({ length: JOBS }, async () => {
      for (const user of left) await connect(user, hostname, Number(port));
    }),
  );
  return (performance.now() - from) / 1_000;
}

/**
 * @param {{jwt: string, seed: string}} user
 * @param {string} host
 * @param {number} port
 * @returns {Promise<void>}
 */
function connect({ jwt, seed }, host, port) {
  return new Promise((resolve, reject) => {
    const der = Buffer.concat([HEAD, identities.rawSeed(seed)]);
    const key = crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    const socket = net.connect({ host, port });
    let text = "";
    let isSent = false;
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      text += bytes;
      const info = /^INFO (\{.*\})\s*\r\n/u.exec(text)?.[1];
      if (info !== undefined && !isSent) {
        isSent = true;
        const sig = crypto.sign(null, Buffer.from(JSON.parse(info).nonce), key);
        const options = { jwt, sig: sig.toString("base64url"), verbose: false, protocol: 1 };
        socket.write(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
      }
      if (/-ERR/u.test(text)) reject(new Error(text));
      if (/PONG\r\n/u.test(text)) {
        socket.end();
        resolve();
      }
    });
  });
}
