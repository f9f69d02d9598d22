// What never reaches the browser's storage, whatever the key: a seed, and what may be a secret in an address.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeToasts } from "@/lib/page/state/toasts";
import { HIDDEN_SEED } from "@/lib/shared/base/secret-patterns";
import { savedFilters, savedSearches } from "./named-texts";
import {
  loadPreferences,
  preferencesStore,
  rememberServer,
  removeRecentServer,
  storableAddress,
} from "./preferences";
import { readStored, writeStored } from "./storage";
import { storageText } from "./storage-text";
import { keepList, subjectListStore } from "./subject-lists";

const SEEDS = ["SU", "SA", "SO", "SN", "SC", "SX"].map((kind) => `${kind}${"A2".repeat(28)}`);
const [SEED = ""] = SEEDS;
const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
  });
  for (const { store } of [savedFilters, savedSearches]) store.setState({ texts: [] });
  subjectListStore.setState({ lists: [], chosen: null, text: "" });
  preferencesStore.setState({ recentServers: [] });
});

afterEach(() => vi.unstubAllGlobals());

describe("the browser's storage", () => {
  it.each([...SEEDS, SEED.toLowerCase()])("never gets %s, in a key or in a text", (seed) => {
    expect(writeStored("any.key", JSON.stringify({ deep: [`x${seed}y`] }))).toBe(false);
    expect(writeStored(`any.${seed}`, "1")).toBe(false);
    expect([...stored]).toEqual([]);
    expect(writeStored("any.key", "1")).toBe(true);
  });

  it("loses a seed that an older version stored there", () => {
    stored.set("credence.filters", JSON.stringify([{ name: "old", text: `a.> ${SEED}` }]));
    savedFilters.load();
    expect(savedFilters.store.getState().texts).toEqual([
      { name: "old", text: `a.> ${HIDDEN_SEED}` },
    ]);
    expect(stored.get("credence.filters")).not.toContain(SEED);
    expect(readStored("credence.filters")).toEqual([{ name: "old", text: `a.> ${HIDDEN_SEED}` }]);
  });

  it("when it is full, is said to be so once, and a filter stays for this visit", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => null,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    expect(savedFilters.save("mine", "orders.>")).toBe(true);
    expect(savedFilters.save("other", "events.>")).toBe(true);
    savedFilters.load();
    const names = savedFilters.store.getState().texts.map(({ name }) => name);
    expect(names).toEqual(["other", "mine"]);
    expect(takeToasts().waiting.map(({ title }) => title)).toEqual([storageText.isFull]);
  });

  it("takes neither a filter nor a list with a seed, and keeps the others", () => {
    expect(savedFilters.save("mine", "orders.>")).toBe(true);
    expect(savedFilters.save("bad", `orders.> ${SEED}`)).toBe(false);
    expect(savedFilters.save(SEED, "orders.>")).toBe(false);
    expect(keepList(SEED)).toBe(false);
    expect(stored.get("credence.filters")).toBe('[{"name":"mine","text":"orders.>"}]');
    expect(savedSearches.save("bad", SEED)).toBe(false);
    expect(savedSearches.save("soon", "expires<7d")).toBe(true);
    expect(stored.get("credence.searches")).toBe('[{"name":"soon","text":"expires<7d"}]');
    expect(JSON.stringify([...stored])).not.toContain(SEED);
  });
});

describe("a remembered address", () => {
  const random = "x".repeat(90);
  it.each([
    ["ws://127.0.0.1:8080", "ws://127.0.0.1:8080"],
    ["wss://nats.example.com:443/nats/", "wss://nats.example.com:443/nats/"],
    ["wss://host/", "wss://host"],
    ["localhost:8080", "localhost:8080"],
    ["ws://user:pass@host:80/a?token=t#x", "ws://host:80/a"],
    ["user@host", "host"],
    [`wss://host/${SEED}`, "wss://host"],
    [`wss://host/a/eyJhbGciOiJub25lIn0.e30.`, "wss://host"],
    [`wss://host/${random}`, "wss://host"],
    ["wss://[::1]:80/?jwt=x", "wss://[::1]:80"],
  ])("%s is kept as %s", (address, kept) => {
    expect(storableAddress(address)).toBe(kept);
    rememberServer(address);
    expect(stored.get("credence.addresses")).toBe(JSON.stringify([{ address: kept, name: "" }]));
  });

  it("is not kept when its host holds a seed", () => {
    rememberServer(`wss://${SEED}.example.com`);
    expect(preferencesStore.getState().recentServers).toEqual([]);
    expect([...stored]).toEqual([]);
  });

  it("has the name of its server, unless that is a key or a secret", () => {
    rememberServer("ws://a", "orders-1");
    rememberServer("ws://b", `N${"A2".repeat(27)}A`);
    rememberServer("ws://c", SEED);
    const { recentServers } = preferencesStore.getState();
    expect(recentServers.map(({ name }) => name)).toEqual(["", "", "orders-1"]);
  });

  it("can be removed, and the former form without a name is read", () => {
    stored.set("credence.addresses", '["ws://a","ws://b",7,{"address":"ws://c","name":"c"}]');
    vi.stubGlobal("document", { documentElement: { dataset: {} } });
    vi.stubGlobal("window", { matchMedia: () => new EventTarget() });
    loadPreferences();
    removeRecentServer("ws://b");
    const left = [
      { address: "ws://a", name: "" },
      { address: "ws://c", name: "c" },
    ];
    expect(preferencesStore.getState().recentServers).toEqual(left);
    expect(stored.get("credence.addresses")).toBe(JSON.stringify(left));
  });
});
