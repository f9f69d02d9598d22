import { afterEach, beforeAll, expect, it } from "vitest";
import { vaultStore } from "@/lib/page/state/vault-store";
import { manyCreds } from "@/lib/testing/creds/many-creds";
import { crashVault, fileOf, resetPage, startPage } from "@/lib/testing/page-rig";
import { until } from "@/lib/testing/run-to-end";
import { openFiles } from "./file-actions";
import { dismissSetAside, restartVault, retrySetAside } from "./vault-actions";

beforeAll(startPage);
afterEach(resetPage);

it("a file that was being read when the vault stopped is named and not read again", async () => {
  const good = manyCreds(3);
  await openFiles([fileOf("good.creds", good.text)]);
  expect(vaultStore.getState().order).toEqual(good.users);

  const opening = openFiles([fileOf("many.creds", manyCreds(800).text)]);
  await until(() => vaultStore.getState().order.length > good.users.length, "some of the creds");
  crashVault();
  await opening;
  expect(vaultStore.getState().health).toBe("crashed");

  await restartVault();
  expect(vaultStore.getState().setAside).toEqual(["many.creds"]);
  expect(vaultStore.getState().order).toEqual(good.users);
  await restartVault();
  expect(vaultStore.getState().setAside).toEqual(["many.creds"]);
  expect(vaultStore.getState().order).toEqual(good.users);
});

it("a file that was set aside is read when the user asks for it, and dropped when not", async () => {
  const { text, users } = manyCreds(800);
  const opening = openFiles([fileOf("many.creds", text)]);
  await crashWhileReading(opening);
  expect(vaultStore.getState().setAside).toEqual(["many.creds"]);

  // It stops the vault once more: set aside again.
  const retry = retrySetAside(["many.creds"]);
  expect(vaultStore.getState().setAside).toEqual([]);
  await crashWhileReading(retry);
  expect(vaultStore.getState().setAside).toEqual(["many.creds"]);

  // This time it is read, and counts as any other file.
  await retrySetAside(["many.creds"]);
  expect(vaultStore.getState().order).toEqual(users);
  await restartVault();
  expect(vaultStore.getState().setAside).toEqual([]);
  expect(vaultStore.getState().order).toEqual(users);
});

it("a file that was set aside and dismissed is not kept", async () => {
  await crashWhileReading(openFiles([fileOf("many.creds", manyCreds(800).text)]));
  dismissSetAside(["many.creds"]);
  expect(vaultStore.getState().setAside).toEqual([]);
  await retrySetAside(["many.creds"]);
  await restartVault();
  expect(vaultStore.getState().setAside).toEqual([]);
  expect(vaultStore.getState().order).toEqual([]);
});

async function crashWhileReading(opening: Promise<void>): Promise<void> {
  await until(() => vaultStore.getState().order.length > 0, "some of the creds");
  crashVault();
  await opening;
  await restartVault();
}
