import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { vaultStore } from "@/lib/page/state/vault-store";
import { preferencesStore } from "@/lib/page/storage/preferences";
import {
  connectShown,
  crashVault,
  fileOf,
  paste,
  resetPage,
  startPage,
  toastOf,
  untilSession,
} from "@/lib/testing/page-rig";
import {
  closedPort,
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { connect, connectEntry, disconnect, probeHost } from "./connection-actions";
import { openDropped } from "./file-actions";
import { select } from "./keyring-actions";
import { connectAgain } from "./reconnect-actions";
import { restartVault } from "./vault-actions";

let world: World;
let server: RunningNatsServer;

beforeAll(async () => {
  startPage();
  world = await makeWorld();
  server = await startServer(world.config());
});
afterEach(resetPage);
afterAll(endServers);

const user = (name = "u") => identities.makeUser({ name, account: world.account });

describe("connecting", () => {
  it("needs creds", async () => {
    expect(await connect(server.wsUrl)).toMatchObject({ ok: false, fault: { code: "not-loaded" } });
    expect(await disconnect()).toMatchObject({ ok: false, fault: { code: "not-loaded" } });
  });

  it("brings the verdict into the store, and remembers the address", async () => {
    const id = await paste((await user()).creds);
    expect(await connectShown(server.wsUrl)).toMatchObject({ phase: "open", outcome: "accepted" });
    await until(
      () => preferencesStore.getState().recentServers[0]?.address === server.wsUrl,
      "the remembered address",
    );
    expect(await disconnect()).toMatchObject({ ok: true });
    await untilSession(id, "the end", ({ phase }) => phase === "idle");
  });

  it("remembers neither what did not answer nor an address that was changed since", async () => {
    preferencesStore.setState({ recentServers: [] });
    await paste((await user()).creds);
    await connectShown(`ws://127.0.0.1:${await closedPort()}`);
    await connectShown(server.wsUrl);
    await until(() => preferencesStore.getState().recentServers.length > 0, "a remembered server");
    const { recentServers } = preferencesStore.getState();
    expect(recentServers.map(({ address }) => address)).toEqual([server.wsUrl]);
  });

  it("brings a refusal", async () => {
    const stranger = await makeWorld();
    const { creds } = await identities.makeUser({ name: "x", account: stranger.account });
    await paste(creds);
    expect(await connectShown(server.wsUrl)).toMatchObject({ outcome: "refused" });
  });

  it("connects creds that are not the shown ones", async () => {
    const first = await paste((await user("first")).creds);
    const second = await paste((await user("second")).creds);
    expect(await connectEntry(first, server.wsUrl)).toMatchObject({ ok: true });
    await untilSession(first, "the verdict", ({ outcome }) => outcome === "accepted");
    expect(vaultStore.getState().selected).toBe(second);
    expect(vaultStore.getState().sessions.get(second)?.attempt ?? null).toBeNull();
    expect(await connectEntry("none", server.wsUrl)).toMatchObject({ ok: false });
  });
});

it("a host where nothing listens is asked after a click, and a refusal to ask is shown", async () => {
  const id = await paste((await user()).creds);
  await probeHost(id);
  await toastOf("The host was not asked");
  await connectShown(`ws://127.0.0.1:${await closedPort()}`);
  await probeHost(id);
  await untilSession(id, "the answer of the host", ({ hostProbe }) => hostProbe !== null);
});

describe("a vault that crashed", () => {
  it("ends every session, and its restart reads the files again", async () => {
    const { creds } = await user();
    await openDropped([fileOf("u.creds", creds)]);
    const id = await paste(creds);
    await connectShown(server.wsUrl);
    crashVault();
    expect(vaultStore.getState().health).toBe("crashed");
    expect(vaultStore.getState().sessions.get(id)).toMatchObject({
      phase: "idle",
      outcome: "ended",
      endCode: "vault/stopped",
    });
    expect(await connect(server.wsUrl)).toMatchObject({ fault: { code: "vault-stopped" } });
    await restartVault();
    expect(vaultStore.getState()).toMatchObject({ health: "running", order: [id], selected: id });
    expect(vaultStore.getState().sessions.get(id)?.outcome ?? null).toBeNull();
    expect(vaultStore.getState().lostConnections.get(id)?.address).toBe(server.wsUrl);
  });

  it("connects again in one step what the stop ended", async () => {
    const { creds } = await user();
    await openDropped([fileOf("u.creds", creds)]);
    const id = await paste(creds);
    await connectShown(server.wsUrl);
    crashVault();
    await connectAgain(id, server.wsUrl);
    await untilSession(id, "the connection", ({ phase }) => phase === "open");
    expect(vaultStore.getState().lostConnections.size).toBe(0);
  });

  it("says why creds that were pasted cannot be connected again", async () => {
    const id = await paste((await user()).creds);
    await connectShown(server.wsUrl);
    crashVault();
    await connectAgain(id, server.wsUrl);
    await toastOf("The creds were not connected again");
  });

  it("says that pasted creds must be added again", async () => {
    await paste((await user()).creds);
    crashVault();
    await restartVault();
    expect((await toastOf("The vault was restarted")).description).toBe("Add the creds again.");
    expect(vaultStore.getState().order).toEqual([]);
    select("none");
    expect(vaultStore.getState().facts).toBeNull();
  });
});
