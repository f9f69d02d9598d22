// JetStream that is not there, told apart on the newest and the oldest server: off on the server, not enabled for the
// account, another domain, no leader, refused, and an inbox that may not be subscribed.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import { leasePort } from "../../../scripts/setup/testing/ports.mjs";

const dir = mkdtempSync(path.join(tmpdir(), "credence-absent-"));
afterAll(async () => {
  await endServers();
  rmSync(dir, { recursive: true, force: true });
});

const servers = await testedServers();

/** A server that waits for a majority of three. It says that there is no leader after 10 s, so it starts first. */
const leaderless = new Map(
  servers.map((on) => [
    on.version,
    makeWorld({ limits: identities.jetStreamLimits }).then(async (world) => {
      const [own, ...others] = await Promise.all([leasePort(), leasePort(), leasePort()]);
      const routes = others.map((port) => `"nats://127.0.0.1:${port}"`).join(", ");
      const config = [
        `${world.config()}\nserver_name: "alone"`,
        `cluster { name: "c", listen: "127.0.0.1:${own}", routes: [${routes}] }`,
        `jetstream { store_dir: ${JSON.stringify(path.join(dir, `alone-${on.version}`))} }`,
      ].join("\n");
      const { wsUrl } = await startServer(config, { on });
      return { wsUrl, account: world.account };
    }),
  ]),
);

describe.each(servers)("JetStream that is not there, on $version", (on) => {
  let rig: Rig;
  let stores = 0;
  beforeEach(() => {
    rig = startRig();
  });
  afterEach(() => rig.close());

  interface Setup {
    readonly limits?: Record<string, unknown>;
    readonly hasJetStream?: boolean;
    readonly claims?: Record<string, unknown>;
    readonly domain?: string;
  }

  /** How the question for the account ended, and the one for a stream. */
  async function askWith({ limits, hasJetStream = true, claims, domain = "" }: Setup) {
    const world = await makeWorld(limits === undefined ? {} : { limits });
    stores += 1;
    const store = JSON.stringify(path.join(dir, `${on.version}-${stores}`));
    const js = hasJetStream ? `jetstream { store_dir: ${store} }` : "";
    const { wsUrl } = await startServer(`${world.config()}\n${js}`, { on });
    const user = { name: "u", account: world.account };
    const { creds } = await identities.makeUser(claims === undefined ? user : { ...user, claims });
    const id = await rig.load(creds);
    await rig.connect(id, wsUrl);
    const overview = await rig.client.call("readJetStream", { id, domain });
    const stream = await rig.client.call("readStream", { id, domain, stream: "S" });
    if (!overview.ok || !stream.ok) throw new Error("not connected");
    return [overview.value.account.kind, stream.value.kind];
  }

  it("is off on the server", async () => {
    const limits = identities.jetStreamLimits;
    expect(await askWith({ limits, hasJetStream: false })).toEqual(["off", "off"]);
  });

  it("is not enabled for the account", async () => {
    expect(await askWith({})).toEqual(["not-enabled", "not-enabled"]);
  });

  it("is in another domain", async () => {
    const limits = identities.jetStreamLimits;
    expect(await askWith({ limits, domain: "leaf" })).toEqual(["other-domain", "other-domain"]);
  });

  it("is refused, or cannot answer into the inbox", async () => {
    const limits = identities.jetStreamLimits;
    const refused = await askWith({ limits, claims: { pub: { allow: ["x"] } } });
    expect(refused).toEqual(["refused", "refused"]);
    const deaf = await askWith({ limits, claims: { sub: { allow: ["x"] } } });
    expect(deaf).toEqual(["no-inbox", "no-inbox"]);
  });

  it("has no leader", async () => {
    const alone = await leaderless.get(on.version);
    if (alone === undefined) throw new Error("no server");
    const { creds } = await identities.makeUser({ name: "u", account: alone.account });
    const id = await rig.load(creds);
    await rig.connect(id, alone.wsUrl);
    const ask = async () => {
      const overview = await rig.client.call("readJetStream", { id, domain: "" });
      return overview.ok ? [overview.value.account.kind, overview.value.streams.kind] : [];
    };
    await expect.poll(ask, { timeout: 60_000 }).toEqual(["no-leader", "no-leader"]);
  });
});
