import { beforeEach, describe, expect, it } from "vitest";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import {
  dropMessage,
  KEPT_MESSAGES,
  readMessagesFile,
  savedMessagesFile,
  savedMessagesStore,
  saveMessages,
} from "@/lib/page/storage/saved-messages";

const SEED = `SU${"A2".repeat(28)}`;

const message = (change: Partial<SavedMessage> = {}): SavedMessage => ({
  ...{ name: "orders/new", mode: "publish", subject: "orders.new", payload: "{{uuid}}" },
  ...{ encoding: "text", headers: [["Trace", "1"]], reply: "" },
  ...change,
});
const names = () => savedMessagesStore.getState().messages.map(({ name }) => name);

beforeEach(() => savedMessagesStore.setState({ messages: [] }));

describe("saved messages", () => {
  it("keep one of a name, in the order of names", () => {
    saveMessages([message({ name: "b" }), message({ name: "a" })]);
    saveMessages([message({ name: "b", subject: "other" })]);
    expect(names()).toEqual(["a", "b"]);
    expect(savedMessagesStore.getState().messages[1]?.subject).toBe("other");
    dropMessage("a");
    expect(names()).toEqual(["b"]);
  });

  it("come back from their file as they were", () => {
    const all = [
      message(),
      message({ name: "z", mode: "request", encoding: "hex", payload: "00" }),
    ];
    saveMessages(all);
    expect(readMessagesFile(savedMessagesFile())).toEqual(all);
  });

  it("never push another one out of a full list", () => {
    const many = Array.from({ length: KEPT_MESSAGES }, (_, n) => message({ name: `m${n}` }));
    expect(saveMessages(many).taken).toBe(KEPT_MESSAGES);
    expect(saveMessages([message({ name: "a" })])).toEqual({ taken: 0, withSeed: 0, tooMany: 1 });
    expect(saveMessages([message({ name: "m7", subject: "new" })]).taken).toBe(1);
    expect(names().toSorted()).toEqual(many.map(({ name }) => name).toSorted());
  });

  it("never hold a seed, in any part", () => {
    const parts: Partial<SavedMessage>[] = [
      { name: SEED },
      { payload: `x ${SEED}` },
      { subject: SEED },
      { headers: [["A", SEED]] },
    ];
    for (const part of parts) {
      expect(saveMessages([message(part)])).toEqual({ taken: 0, withSeed: 1, tooMany: 0 });
    }
    expect(names()).toEqual([]);
  });

  it("are not read from another file", () => {
    for (const text of ["", "{", "[]", "null", '{"version":2,"messages":[]}', '{"version":1}']) {
      expect(readMessagesFile(text)).toBeNull();
    }
    const odd = [null, 1, {}, { name: "x" }, { name: "n", subject: "s", headers: [[1, 2], "a"] }];
    expect(readMessagesFile(JSON.stringify({ version: 1, messages: odd }))).toEqual([
      message({ name: "n", subject: "s", payload: "", headers: [] }),
    ]);
  });
});
