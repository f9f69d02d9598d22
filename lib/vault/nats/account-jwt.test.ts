// What real servers answer when users of the system account, and others, ask for account JWTs: on every
// version that is installed, with a full resolver, a cache resolver and a MEMORY resolver.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  endServers,
  identities,
  makeWorld,
  type ServerBinary,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { attempt, identityOf, intakeAside } from "@/lib/testing/run-to-end";
import { askAccountJwt } from "./account-jwt";
import { Connection } from "./connection";

const { makeAccount, makeUser } = identities;
const folders: string[] = [];
afterAll(async () => {
  await endServers();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const servers = await testedServers();
type Kind = "full" | "cache" | "MEMORY";

async function start(on: ServerBinary, kind: Kind) {
  const world = await makeWorld();
  const dir = mkdtempSync(path.join(tmpdir(), "credence-jwt-"));
  folders.push(dir);
  const lines = `resolver { type: ${kind}, dir: ${JSON.stringify(dir)}${kind === "cache" ? ', ttl: "1h"' : ""} }`;
  const config = world.config();
  const text = kind === "MEMORY" ? config : config.replace("resolver: MEMORY", lines);
  const server = await startServer(text, { on });
  const open = async (account: typeof world.account) => {
    const user = await makeUser({ name: "u", account });
    const { nc, record, run } = await attempt(await identityOf(user), server.wsUrl);
    if (nc === null) throw new Error(`not connected: ${record.errors}`);
    const connection = new Connection(
      nc,
      "_INBOX",
      () => 1_000_000,
      (line) => run.write(line),
      intakeAside(),
    );
    const close = () => {
      run.end();
      connection.end();
    };
    return { connection, close };
  };
  const unknown = await makeAccount({ name: "NEW", operator: world.operator });
  return { world, open, unknown: unknown.publicKey };
}

describe.each(servers)("nats-server $version", (on) => {
  it("full resolver: returns the JWT of a known account and reports an unknown one", async () => {
    const { world, open, unknown } = await start(on, "full");
    const { connection, close } = await open(world.systemAccount);
    const { publicKey, jwt } = world.account;
    expect(await askAccountJwt(connection, publicKey)).toEqual({ ok: true, value: jwt });
    expect(await askAccountJwt(connection, unknown)).toMatchObject({
      fault: { code: "account-unknown" },
    });
    close();
  });

  it.each<Kind>(["MEMORY", "cache"])(
    "resolver %s: returns the JWT of an account that the server has loaded",
    async (kind) => {
      const { world, open } = await start(on, kind);
      const { connection, close } = await open(world.systemAccount);
      const { publicKey, jwt } = world.account;
      expect(await askAccountJwt(connection, publicKey)).toMatchObject({
        fault: { code: "account-not-loaded" },
      });
      const other = await open(world.account);
      expect(await askAccountJwt(connection, publicKey)).toEqual({ ok: true, value: jwt });
      expect(await askAccountJwt(other.connection, publicKey)).toMatchObject({
        fault: { code: "not-system-account" },
      });
      other.close();
      close();
    },
  );
});
