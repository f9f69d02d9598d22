// Real nats-servers and real identities for the tests of the vault. Each test file starts what it needs and
// ends it in `afterAll`. The import also gives Node the WebSocket that browsers have.

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import WebSocket from "ws";
import { isServerAtLeast } from "@/lib/shared/base/server-version";
import { connectNats } from "../../scripts/sandbox/client.mjs";
import * as identities from "../../scripts/sandbox/identities.mjs";
import { type RunningNatsServer, startNatsServer } from "../../scripts/sandbox/server.mjs";
import { findNatsServer } from "../../scripts/setup/nats-server/find.mjs";
import { findOldestNatsServer } from "../../scripts/setup/nats-server/oldest.mjs";
import { probe } from "../../scripts/setup/nats-server/version.mjs";
import { leasePort } from "../../scripts/setup/testing/ports.mjs";
import { withSignInTime } from "./sign-in-time";

export type { RunningNatsServer };
export { identities };

Object.assign(globalThis, { WebSocket });

export interface ServerBinary {
  readonly path: string;
  readonly version: string;
  /** Whether the version is "major.minor" or newer. */
  isAtLeast(major: number, minor: number): boolean;
}

let binary: Promise<ServerBinary> | undefined;

export function serverBinary(): Promise<ServerBinary> {
  binary ??= findNatsServer({ update: () => {} }).then((found) => {
    if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
    return toBinary(found);
  });
  return binary;
}

/**
 * The servers for behaviour that differs by version: those that NATS_SERVERS names (paths, separated as in PATH),
 * else the server in use and, where it is available, the oldest one.
 */
export async function testedServers(): Promise<readonly ServerBinary[]> {
  const named = (process.env["NATS_SERVERS"] ?? "").split(path.delimiter).filter(Boolean);
  if (named.length > 0) return Promise.all(named.map(namedBinary));
  const newest = await serverBinary();
  const oldest = await findOldestNatsServer(newest.version);
  return oldest ? [newest, toBinary(oldest)] : [newest];
}

async function namedBinary(file: string): Promise<ServerBinary> {
  const probed = await probe(file);
  if (!probed.ok) throw new Error(`NATS_SERVERS names ${file}, but ${probed.reason}.`);
  return toBinary({ path: file, version: probed.version });
}

function toBinary(found: { readonly path: string; readonly version: string }): ServerBinary {
  return {
    path: found.path,
    version: found.version,
    isAtLeast: (major, minor) => isServerAtLeast(found.version, `${major}.${minor}`),
  };
}

const endings: (() => Promise<void> | void)[] = [];

/** Stops every server that was started here. Call it in `afterAll`. */
export async function endServers(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end();
}

export async function startServer(
  config: string,
  options: {
    readonly wsPort?: number;
    readonly websocket?: string;
    /** The default is the server in use. */
    readonly on?: ServerBinary;
  } = {},
): Promise<RunningNatsServer> {
  const dir = mkdtempSync(path.join(tmpdir(), "credence-nats-"));
  const { on = await serverBinary(), ...rest } = options;
  const server = await startNatsServer({
    binary: on.path,
    dir,
    config: withSignInTime(config),
    ...rest,
  });
  endings.push(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  return server;
}

/** A NATS client other than ours. The time limit ends what hangs. */
export const connectPeer = (url: string, user: { readonly jwt: string; readonly seed: string }) =>
  connectNats(url, user, { timeout: 60_000 });

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** An operator, its system account and one account, APP, with the given limits and claims. */
export async function makeWorld(
  app: { limits?: Record<string, unknown>; claims?: Record<string, unknown> } = {},
) {
  const systemKey = identities.makeKey("account");
  const operator = await identities.makeOperator({
    name: "OP",
    systemAccount: systemKey.publicKey,
  });
  const systemAccount = await identities.makeAccount({ name: "SYS", operator, key: systemKey });
  const account = await identities.makeAccount({ name: "APP", operator, ...app });
  const accounts = [account];
  return {
    operator,
    systemAccount,
    account,
    accounts,
    config: () => identities.operatorConfig({ operator, systemAccount, accounts }),
  };
}

export interface Silence {
  readonly port: number;
  /** How many connections have come. */
  calls(): number;
  /** Closes every connection without sending anything. */
  hangUp(): void;
}

/** Starts a TCP listener that accepts connections and never sends anything. */
export async function startSilence(): Promise<Silence> {
  const open = new Set<{ destroy(): void }>();
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    open.add(socket);
    socket.on("error", () => {});
  });
  await listen(server);
  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  endings.push(() => {
    hangUp();
    server.close();
  });
  return { port: portOf(server), calls: () => calls, hangUp };
}

/** A port on which nothing listens. A server that a test starts there finds it free when it comes back. */
export const closedPort = leasePort;

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
