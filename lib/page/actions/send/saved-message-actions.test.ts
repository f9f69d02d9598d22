// A file that is opened as saved messages: ours is taken, whatever else it may be stays bytes.

import { beforeEach, expect, it } from "vitest";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import { takeToasts } from "@/lib/page/state/toasts";
import {
  savedMessagesFile,
  savedMessagesStore,
  saveMessages,
} from "@/lib/page/storage/saved-messages";
import { beginsWithJson, jsonHead } from "@/lib/shared/base/json-head";
import { makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { bytesOf } from "@/lib/testing/vault-rig";
import { importSavedMessages, saveDraft, savePath } from "./saved-message-actions";

const MESSAGE: SavedMessage = {
  ...{ name: "orders/new", mode: "publish", subject: "orders.new", payload: "{{uuid}}" },
  ...{ encoding: "text", headers: [], reply: "" },
};
const { creds, key } = makeUser({ name: "u", account: makeKey("account") });
const names = () => savedMessagesStore.getState().messages.map(({ name }) => name);
const titles = () => takeToasts().waiting.map(({ title }) => title);

beforeEach(() => {
  takeToasts();
  savedMessagesStore.setState({ messages: [] });
});

it("takes a file that was exported, also with another layout", async () => {
  saveMessages([MESSAGE]);
  const file = savedMessagesFile();
  for (const text of [file, `\ufeff ${JSON.stringify(JSON.parse(file))}`]) {
    savedMessagesStore.setState({ messages: [] });
    await importSavedMessages(new File([text], "messages.json"));
    expect(names()).toEqual(["orders/new"]);
    expect(titles()).toEqual(["1 message imported"]);
  }
});

it.each([
  ["creds", creds],
  ["a seed alone", key.seed],
  ["a seed in JSON", `{"s":"${key.seed}"}`],
  ["messages of a later version", '{ "version": 2, "messages": [] }'],
  ["a head without the rest", '{"version":1,'],
  ["nothing", ""],
])("refuses %s", async (_, text) => {
  await importSavedMessages(new File([text], "messages.json"));
  expect(names()).toEqual([]);
  expect(titles()).toEqual(["The file was not read"]);
});

it("the head decides before anything becomes a string", () => {
  const head = jsonHead("{", '"version"', ":", "1");
  expect(beginsWithJson(bytesOf('\n{ "version" :1'), head)).toBe(true);
  for (const text of [creds, key.seed, `{"s":"${key.seed}"}`, '{"version"', ""]) {
    expect(beginsWithJson(bytesOf(text), head)).toBe(false);
  }
});

it("a path that loading would cut is not saved, and a name of slashes never becomes its folder", () => {
  expect(saveDraft("x".repeat(201))).toBe(false);
  expect(names()).toEqual([]);
  expect(titles()).toEqual(["The message was not saved"]);
  expect(savePath("team", "/")).toBe("team/message");
  expect(saveDraft(savePath("team", "x".repeat(195)))).toBe(true);
});
