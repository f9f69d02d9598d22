// Holds JSON values against an expected shape, strictly: a missing, unknown, too long or otherwise
// unfit part makes the whole unfit. Called by report-file.ts. Values come from json-reader.ts.

import type { Json } from "@/lib/shared/base/json";

/** The value as read, in a box since null may be one; null = it does not fit. */
export type Shape<T> = (value: Json | undefined) => { readonly value: T } | null;

export const text =
  (maxChars: number, pattern?: RegExp): Shape<string> =>
  (value) =>
    typeof value === "string" && value.length <= maxChars && (pattern?.test(value) ?? true)
      ? { value }
      : null;

export const number: Shape<number> = (value) => (typeof value === "number" ? { value } : null);

export const boolean: Shape<boolean> = (value) => (typeof value === "boolean" ? { value } : null);

export const oneOf =
  <T extends string | number>(...allowed: readonly T[]): Shape<T> =>
  (value) => {
    const found = allowed.find((one) => one === value);
    return found === undefined ? null : { value: found };
  };

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value) =>
    value === null ? { value } : shape(value);

export const list =
  <T>(shape: Shape<T>, atMost: number): Shape<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > atMost) return null;
    const items = value.flatMap((item) => shape(item) ?? []);
    return items.length === value.length ? { value: items.map((item) => item.value) } : null;
  };

export const object =
  <T extends object>(shapes: { readonly [Key in keyof T]-?: Shape<T[Key]> }): Shape<T> =>
  (value) => {
    if (!(value instanceof Map)) return null;
    const wanted = Object.entries<Shape<unknown>>(shapes);
    if (value.size !== wanted.length) return null;
    const members = wanted.flatMap(([key, shape]) => {
      const member = shape(value.get(key));
      return member ? [[key, member.value] as const] : [];
    });
    // Every key of T was read by the shape of its type.
    return members.length === wanted.length ? { value: Object.fromEntries(members) as T } : null;
  };

/** Short words to short values. */
export const record =
  <T>(shape: Shape<T>, atMost: number): Shape<Readonly<Record<string, T>>> =>
  (value) => {
    if (!(value instanceof Map) || value.size > atMost) return null;
    const members = [...value].flatMap(([key, member]) => {
      const read = /^[a-z]\w{0,63}$/i.test(key) ? shape(member) : null;
      return read ? [[key, read.value] as const] : [];
    });
    return members.length === value.size ? { value: Object.fromEntries(members) } : null;
  };
