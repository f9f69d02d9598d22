// The sandbox's keys. The first start makes them and keeps them in a git-ignored folder that only this user
// can read; later starts read them, so that identities stay the same. JWTs are not kept: each start signs new
// ones with these keys.
import fs from "node:fs";
import path from "node:path";
import { fromSeed } from "@nats-io/nkeys";
import { keyFromSeed, makeKey } from "./identities.mjs";

const encoder = new TextEncoder();

/** @typedef {import("./identities.mjs").Key} Key */

/**
 * @typedef {object} KeyStore
 * @property {number} created seconds since 1970 of the first start
 * @property {(kind: "operator" | "account" | "user", name: string) => Key} key the same key for
 *   the same name, made on first use
 * @property {() => void} save
 */

/**
 * @param {string} dir
 * @returns {KeyStore}
 */
export function openKeyStore(dir) {
  const file = path.join(dir, "keys.json");
  const stored = read(file);
  const seeds = stored?.seeds ?? {};
  /** @type {Map<string, Key>} */
  const keys = new Map();
  const created = stored?.created ?? Math.floor(Date.now() / 1000);
  let changed = stored === undefined;
  return {
    created,
    key(kind, name) {
      const id = `${kind}:${name}`;
      const seed = seeds[id];
      const key = keys.get(id) ?? (seed ? keyFromSeed(seed) : makeKey(kind));
      keys.set(id, key);
      if (!seed) changed = true;
      seeds[id] = key.seed;
      return key;
    },
    save() {
      if (!changed) return;
      fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
      fs.writeFileSync(file, JSON.stringify({ created, seeds }, null, 1), { mode: 0o600 });
      changed = false;
    },
  };
}

/**
 * @param {string} file
 * @returns {{created: number, seeds: Record<string, string>} | undefined} undefined when the file is
 *   missing or damaged; then the sandbox makes new keys
 */
function read(file) {
  try {
    const value = JSON.parse(fs.readFileSync(file, "utf8"));
    if (typeof value.created !== "number" || typeof value.seeds !== "object") return undefined;
    for (const seed of Object.values(value.seeds)) fromSeed(encoder.encode(String(seed)));
    return value;
  } catch {
    return undefined;
  }
}
