import { afterEach, beforeAll, expect, it } from "vitest";
import { vaultStore } from "@/lib/page/state/vault-store";
import { manyCreds } from "@/lib/testing/creds/many-creds";
import { crashVault, fileOf, resetPage, startPage, toastOf } from "@/lib/testing/page-rig";
import { until } from "@/lib/testing/run-to-end";
import { openFiles } from "./file-actions";
import { restartVault } from "./vault-actions";

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
  const toast = await toastOf("1 file was set aside");
  expect(toast.description).toContain("many.creds");
  expect(vaultStore.getState().order).toEqual(good.users);
  await restartVault();
  expect(vaultStore.getState().order).toEqual(good.users);
});
