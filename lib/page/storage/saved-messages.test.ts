import { beforeEach, describe, expect, it } from "vitest";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import {
  dropPlace,
  KEPT_MESSAGES,
  messagesAt,
  readMessagesFile,
  renamePlace,
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
    dropPlace({ kind: "message", path: "a" });
    expect(names()).toEqual(["b"]);
  });

  it("are renamed, moved and removed, alone or with their folder", () => {
    saveMessages(
      ["orders", "orders/eu/new", "orders/us", "ordersX"].map((name) => message({ name })),
    );
    expect(renamePlace({ kind: "message", path: "orders" }, "team/first")).toMatchObject({
      ok: true,
    });
    expect(names()).toEqual(["orders/eu/new", "orders/us", "ordersX", "team/first"]);
    expect(renamePlace({ kind: "folder", path: "orders" }, "team/orders")).toMatchObject({
      ok: true,
    });
    const moved = ["ordersX", "team/first", "team/orders/eu/new", "team/orders/us"];
    expect(names()).toEqual(moved);
    // Into a folder below it, and out again.
    renamePlace({ kind: "folder", path: "team/orders" }, "team/orders/old");
    renamePlace({ kind: "folder", path: "team/orders/old" }, "team/orders");
    expect(names()).toEqual(moved);
    expect(messagesAt({ kind: "folder", path: "team" })).toHaveLength(3);
    dropPlace({ kind: "folder", path: "team/orders" });
    expect(names()).toEqual(["ordersX", "team/first"]);
  });

  it("keep their names when one would take the name of another, or could not be kept", () => {
    const before = ["a/one", "a/two", "b/two"];
    saveMessages(before.map((name) => message({ name })));
    const fault = (path: string, to: string) => {
      const kind = path.includes("/") ? "message" : "folder";
      const renamed = renamePlace({ kind, path }, to);
      return renamed.ok ? null : renamed.fault.code;
    };
    expect(fault("a", "b")).toBe("taken");
    expect(fault("a/one", "b/two")).toBe("taken");
    expect(fault("a", "x".repeat(200))).toBe("too-long");
    expect(fault("a/one", SEED)).toBe("seed");
    expect(names()).toEqual(before);
    expect(fault("a/one", "a/one")).toBeNull();
  });

  it("come back from their file as they were", () => {
    const all = [
      message(),
      message({ name: "team/orders/old" }),
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
    // Written by hand: blanks and empty parts in a path, and a name twice.
    const byHand = ["/ a // b/", "a/b"].map((name) => ({ name, subject: "s" }));
    expect(readMessagesFile(JSON.stringify({ version: 1, messages: [...odd, ...byHand] }))).toEqual(
      ["n", "a/b"].map((name) => message({ name, subject: "s", payload: "", headers: [] })),
    );
  });
});
