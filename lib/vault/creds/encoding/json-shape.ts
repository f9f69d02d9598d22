// Checks JSON values against an expected shape, strictly: one part that is missing, unknown, too long or
// otherwise unexpected fails the whole. Called by report-file.ts. The values come from json-reader.ts.

import { isJsonObject, type Json } from "@/lib/shared/base/json";

/** Returns the value in an object, because the value may be null; null = it does not match. */
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
    if (!isJsonObject(value)) return null;
    const wanted = Object.entries<Shape<unknown>>(shapes);
    if (value.size !== wanted.length) return null;
    const members = wanted.flatMap(([key, shape]) => {
      const member = shape(value.get(key));
      return member ? [[key, member.value] as const] : [];
    });
    // The shape of its type has read every key of T.
    return members.length === wanted.length ? { value: Object.fromEntries(members) as T } : null;
  };

/** An object with any short words as keys, and values of one shape. */
export const record =
  <T>(shape: Shape<T>, atMost: number): Shape<Readonly<Record<string, T>>> =>
  (value) => {
    if (!isJsonObject(value) || value.size > atMost) return null;
    const members = [...value].flatMap(([key, member]) => {
      const read = /^[a-z]\w{0,63}$/i.test(key) ? shape(member) : null;
      return read ? [[key, read.value] as const] : [];
    });
    return members.length === value.size ? { value: Object.fromEntries(members) } : null;
  };
