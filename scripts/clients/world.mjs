// The server that the snippets run against: a nats-server with two accounts, one with a stream that stores what the
// snippets publish and one without JetStream. It logs each protocol line, so that a queue group can be seen. One
// world for each client; called by run-case.mjs.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { AckPolicy, connectNats } from "../sandbox/client.mjs";
import {
  jetStreamLimits,
  makeAccount,
  makeKey,
  makeOperator,
  makeUser,
  operatorConfig,
} from "../sandbox/identities.mjs";
import { startNatsServer } from "../sandbox/server.mjs";
import { findNatsServer } from "../setup/nats-server/find.mjs";

/** @typedef {import("nats.ws").NatsConnection} NatsConnection */
/** @typedef {Awaited<ReturnType<typeof startWorld>>} World */

/**
 * @param {{stream: string, consumer: string}} stored the names in the snippets
 */
export async function startWorld({ stream, consumer }) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-clients-"));
  const found = await findNatsServer({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  const systemKey = makeKey("account");
  const operator = await makeOperator({ name: "OP", systemAccount: systemKey.publicKey });
  const systemAccount = await makeAccount({ name: "SYS", operator, key: systemKey });
  const plain = await makeAccount({ name: "PLAIN", operator });
  const storing = await makeAccount({ name: "STORING", operator, limits: jetStreamLimits });
  const serverDir = path.join(dir, "server");
  fs.mkdirSync(serverDir);
  const config = operatorConfig({ operator, systemAccount, accounts: [plain, storing] });
  const server = await startNatsServer({
    binary: found.path,
    dir: serverDir,
    config: `${config}jetstream { store_dir: ${JSON.stringify(path.join(serverDir, "js"))} }\n`,
    args: ["-V"],
  });
  const observers = {
    plain: await connectNats(server.wsUrl, await makeUser({ name: "watch", account: plain })),
    storing: await connectNats(server.wsUrl, await makeUser({ name: "watch", account: storing })),
  };
  const manager = await observers.storing.jetstreamManager();
  await manager.streams.add({ name: stream, subjects: ["demo.>", "orders.>"] });
  await manager.consumers.add(stream, { durable_name: consumer, ack_policy: AckPolicy.Explicit });

  return {
    dir,
    server,
    version: observers.plain.info?.version ?? "",
    observers,
    manager,
    /**
     * @param {import("./run-case.mjs").Rights} rights
     * @param {boolean} isStored which account
     * @returns {Promise<string>} the text of a creds file
     */
    creds: async ({ pub, sub }, isStored) => {
      const claims = { pub: listsOf(pub), sub: listsOf(sub) };
      const account = isStored ? storing : plain;
      return (await makeUser({ name: "svc-orders", account, claims })).creds;
    },
    stop: async () => {
      await Promise.allSettled([observers.plain.close(), observers.storing.close()]);
      await server.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** @param {readonly string[]} rules "!" before a subject denies it */
function listsOf(rules) {
  const allow = rules.filter((rule) => !rule.startsWith("!"));
  const deny = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
  return { ...(allow.length > 0 ? { allow } : {}), ...(deny.length > 0 ? { deny } : {}) };
}
