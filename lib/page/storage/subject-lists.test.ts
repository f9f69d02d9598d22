import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  chooseList,
  dropList,
  editList,
  keepList,
  restoreList,
  subjectListStore,
  unkeptText,
} from "./subject-lists";

const names = () => subjectListStore.getState().lists.map((list) => list.name);

beforeEach(() => {
  subjectListStore.setState({ lists: [], chosen: null, text: "" });
});

describe("kept lists", () => {
  it("keeps a list under a name, replaces it, and gives it back on undo", () => {
    editList("orders.>");
    keepList("mine");
    editList("orders.> \npub a");
    keepList("mine");
    keepList("another");
    expect(names()).toEqual(["another", "mine"]);
    const gone = dropList("mine");
    expect(names()).toEqual(["another"]);
    expect(subjectListStore.getState().text).toBe("orders.> \npub a");
    if (gone) restoreList(gone);
    chooseList(null);
    expect(subjectListStore.getState().text).toBe("");
    chooseList("mine");
    expect(subjectListStore.getState().text).toBe("orders.> \npub a");
  });

  it("takes no text that holds a seed, and knows what was not kept", () => {
    editList("orders.>");
    expect(editList(`x\nSU${"A2".repeat(28)}`)).toBe(false);
    expect(subjectListStore.getState().text).toBe("orders.>");
    expect(unkeptText()).toBe("orders.>");
    keepList("mine");
    expect(unkeptText()).toBeNull();
  });

  it("says when the browser stores nothing, and keeps it for this visit", () => {
    vi.stubGlobal("localStorage", {
      setItem() {
        throw new Error("refused");
      },
    });
    editList("a");
    expect(keepList("mine")).toBe(false);
    expect(names()).toEqual(["mine"]);
    vi.unstubAllGlobals();
  });

  it("stores names and texts and nothing else", () => {
    const stored: string[] = [];
    vi.stubGlobal("localStorage", { setItem: (_key: string, text: string) => stored.push(text) });
    editList("orders.>");
    expect(keepList("mine")).toBe(true);
    expect(stored).toEqual(['[{"name":"mine","text":"orders.>"}]']);
    vi.unstubAllGlobals();
  });
});
