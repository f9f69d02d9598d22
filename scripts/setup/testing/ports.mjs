// Leases ports to unit and browser tests that must name one. They are below the ports that systems give to a
// program that asks for any (from 32768 on Linux, from 49152 elsewhere). Each is leased to one process of
// tests at a time, so that no other process gets it between the choice and its use.
import { randomInt } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readOr } from "../digest.mjs";
import { canBind } from "../ports.mjs";
import { isAlive } from "../run.mjs";

const LOWEST = 15_000;
const HIGHEST = 32_000;
const LEASES = path.join(os.tmpdir(), "credence-test-ports");

/** @type {Set<string>} */
const own = new Set();
process.on("exit", () => {
  for (const file of own) fs.rmSync(file, { force: true });
});

/** @returns {Promise<number>} a port on which nothing listens; this process keeps it until it ends */
export async function leasePort() {
  fs.mkdirSync(LEASES, { recursive: true });
  for (let tries = 0; tries < 1000; tries++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (takeLease(port) && (await canBind(port))) return port;
  }
  throw new Error(`no free port was found from ${LOWEST} to ${HIGHEST}`);
}

/** @param {number} port */
function takeLease(port) {
  const file = path.join(LEASES, String(port));
  if (own.has(file)) return false;
  try {
    fs.writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch {
    // A process that was killed leaves its leases behind; the next one may clear them.
    // A process may be about to write its id into an empty file, so that counts as held: isAlive(0) is true.
    if (!isAlive(Number(readOr(file)))) fs.rmSync(file, { force: true });
    return false;
  }
  own.add(file);
  return true;
}
