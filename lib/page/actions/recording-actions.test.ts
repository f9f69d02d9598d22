import { afterEach, beforeAll, expect, it } from "vitest";
import { vaultStore } from "@/lib/page/state/vault-store";
import { paste, resetPage, shownId, startPage } from "@/lib/testing/page-rig";
import { identities, makeWorld } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { closeRecording, openRecording } from "./recording-actions";

beforeAll(startPage);
afterEach(resetPage);

const ROW = { seq: 1, at: "2026-11-28T18:00:00.000Z", subject: "a.b", payload: "eA==" };

it("closing a recording shows the creds with their facts again", async () => {
  const world = await makeWorld();
  const id = await paste((await identities.makeUser({ name: "u", account: world.account })).creds);
  await openRecording(new File([`${JSON.stringify(ROW)}\n`], "rec.ndjson"));
  await until(() => vaultStore.getState().recordings.size === 1, "the recording");
  const recording = shownId();
  expect(recording).not.toBe(id);
  await closeRecording(recording);
  expect(shownId()).toBe(id);
  await until(() => vaultStore.getState().facts?.id === id, "the facts of the creds");
});
