// Ports for tests that must name one. They lie below those that systems give to whoever asks for any
// (from 32768 on Linux, from 49152 elsewhere), so that no other test or program gets one by chance
// between the choice and its use.
import { randomInt } from "node:crypto";
import { canBind } from "../ports.mjs";

const LOWEST = 15_000;
const HIGHEST = 30_000;

/** @returns {Promise<number>} */
export async function quietPort() {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await canBind(port)) return port;
  }
  throw new Error(`no free port was found from ${LOWEST} to ${HIGHEST}`);
}
