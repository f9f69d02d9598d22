// The nats-server that a test is to use: the one `npm test` found and named in NATS_SERVER, or,
// when a runner is started by hand, the one that would be found. There is no test without one.
import { findNatsServer } from "./find.mjs";

/** @returns {Promise<{path: string, version: string}>} */
export async function natsServerForTests() {
  const found = await findNatsServer({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  return found;
}
