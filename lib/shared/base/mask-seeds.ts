// Hides seeds in anything that the vault makes for the page: claims, names, the server's words. decode-jwt.ts
// calls it where claims are read, and serve.ts for what is sent.

import { maskSeeds } from "./secret-patterns";

/**
 * The same value with every seed in its strings hidden. Returns the value itself when it holds none. Bytes and
 * files are passed over.
 */
export function maskSeedsIn<T>(value: T): T {
  return masked(value) as T;
}

function masked(value: unknown): unknown {
  if (typeof value === "string") return maskSeeds(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(masked);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (value instanceof Map) {
    const pairs = [...value].map(([key, item]) => [masked(key), masked(item)] as const);
    const isSame = pairs.every(([key, item]) => value.has(key) && value.get(key) === item);
    return isSame ? value : new Map(pairs);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  const next = entries.map(([name, item]) => [name, masked(item)] as const);
  return next.some(([, item], index) => item !== entries[index]?.[1])
    ? Object.fromEntries(next)
    : value;
}
