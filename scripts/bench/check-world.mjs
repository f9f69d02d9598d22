// The creds and the servers of the items check and check-command: some good ones, the rest with ten kinds of fault.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as identities from "../sandbox/identities.mjs";
import { startNatsServer } from "../sandbox/server.mjs";
import { natsServerForTests } from "../setup/nats-server/for-tests.mjs";

/** @typedef {{name: string, jwt: string, seed: string, creds: string}} User */

/**
 * @param {{count: number, good: number, servers: number}} size
 */
export async function startCheckWorld({ count, good, servers }) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-check-"));
  const operator = await identities.makeOperator({ name: "O" });
  const systemAccount = await identities.makeAccount({ name: "SYS", operator });
  const revoked = identities.makeKey("user");
  const account = await identities.makeAccount({
    name: "A",
    operator,
    claims: { revocations: { [revoked.publicKey]: nowSec() + 3_600 } },
  });
  const users = await makeUsers({ account, revoked, count, good });
  const { path: binary } = await natsServerForTests();
  const config = identities.operatorConfig({ operator, systemAccount, accounts: [account] });
  /** @type {Awaited<ReturnType<typeof startNatsServer>>[]} */
  const started = [];
  for (let n = 0; n < servers; n++) {
    const own = path.join(dir, `server-${n}`);
    fs.mkdirSync(own);
    started.push(await startNatsServer({ binary, dir: own, config }));
  }
  const folder = path.join(dir, "creds");
  fs.mkdirSync(folder);
  const files = users.map(({ name, creds }) => {
    const file = path.join(folder, `${name}.creds`);
    fs.writeFileSync(file, creds);
    return file;
  });
  return {
    users,
    files,
    folder,
    servers: started,
    async stop() {
      for (const server of started) await server.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

const nowSec = () => Math.floor(Date.now() / 1_000);

/**
 * @param {{account: any, revoked: any, count: number, good: number}} options
 * @returns {Promise<User[]>}
 */
async function makeUsers({ account, revoked, count, good }) {
  const stray = identities.makeKey("account");
  /** @type {((name: string) => Promise<User>)[]} */
  const faults = [
    (name) => identities.makeUser({ name, account, exp: nowSec() - 60 }),
    (name) => identities.makeUser({ name, account, nbf: nowSec() + 86_400 }),
    (name) => identities.makeUser({ name, account: stray }),
    (name) => identities.makeUser({ name, account, key: revoked }),
    (name) => identities.makeUser({ name, account, signer: identities.makeKey("account") }),
    (name) => identities.makeUser({ name, account, claims: { src: ["10.1.2.3/32"] } }),
    (name) =>
      identities.makeUser({ name, account, claims: { allowed_connection_types: ["MQTT"] } }),
    (name) =>
      identities.makeUser({
        name,
        account,
        claims: { times: [{ start: "00:00:00", end: "00:00:01" }] },
      }),
    async (name) =>
      withSeed(await identities.makeUser({ name, account }), identities.makeKey("user").seed),
    async (name) => {
      const user = await identities.makeUser({ name, account });
      const jwt = `${user.jwt.slice(0, -6)}AAAAAA`;
      return { ...user, jwt, creds: identities.credsText(jwt, user.seed) };
    },
  ];
  const users = [];
  for (let n = 0; n < count; n++) {
    const name = `user-${n}`;
    const fault = n < good ? undefined : faults[n % faults.length];
    users.push(await (fault ? fault(name) : identities.makeUser({ name, account })));
  }
  return users.map((user, n) => ({ ...user, name: `user-${n}` }));
}

/** @param {User} user @param {string} seed @returns {User} */
const withSeed = (user, seed) => ({ ...user, seed, creds: identities.credsText(user.jwt, seed) });
