import { afterEach, beforeAll, expect, it } from "vitest";
import { viewOf } from "@/lib/page/state/console-store";
import { responders } from "@/lib/page/state/responder-store";
import { setSelected } from "@/lib/page/state/vault-store";
import { paste, resetPage, startPage } from "@/lib/testing/page-rig";
import { identities, makeWorld } from "@/lib/testing/real-server";
import { fillAnswer, fillPayload } from "./payload-file";

let users: string[] = [];

beforeAll(async () => {
  startPage();
  const { account } = await makeWorld();
  const makeCreds = async (name: string) => (await identities.makeUser({ name, account })).creds;
  users = [await makeCreds("u"), await makeCreds("v")];
});
afterEach(resetPage);

it("a file goes into the forms of the creds that were shown when it was chosen", async () => {
  const other = await paste(users[0] ?? "");
  const id = await paste(users[1] ?? "");
  const read = [fillPayload(new File(["one"], "a.txt")), fillAnswer(new File(["two"], "b.txt"))];
  setSelected(other);
  await Promise.all(read);
  expect(viewOf(id).draft).toMatchObject({ payload: "one", encoding: "text" });
  expect(responders.of(id).draft).toMatchObject({ answer: "two", encoding: "text" });
  expect(viewOf(other).draft.payload).toBe("");
  expect(responders.of(other).draft.answer).toBe("");
});
