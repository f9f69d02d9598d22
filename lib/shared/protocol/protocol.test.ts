// Types that must hold, checked by tsc: what can pass between page and vault.

import { expect, expectTypeOf, it } from "vitest";
import type { SeedFacts } from "@/lib/shared/facts/creds";
import type { FromVault, VaultRequest } from "./protocol";

type Leaf = Uint8Array | File | ((...args: never[]) => unknown) | ReadonlyMap<unknown, unknown>;

/** Every property name anywhere inside T. */
type Names<T> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? Names<Item>
    : T extends object
      ? { [K in keyof T & string]: K | Names<T[K]> }[keyof T & string]
      : never;

/** Names of the properties inside T whose value can be a Kind. */
type NamesOf<T, Kind> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? NamesOf<Item, Kind>
    : T extends object
      ? {
          [K in keyof T & string]: Extract<T[K], Kind> extends never ? NamesOf<T[K], Kind> : K;
        }[keyof T & string]
      : never;

/** The type of property Name wherever it stands inside T. */
type ValueOf<T, Name extends string> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? ValueOf<Item, Name>
    : T extends object
      ? { [K in keyof T & string]: (K extends Name ? T[K] : never) | ValueOf<T[K], Name> }[keyof T &
          string]
      : never;

it("no message to the page has a place for a seed, a signer or a whole JWT", () => {
  type Secret = "raw" | "secret" | "private" | "sign" | "signature_key" | "nonce" | "sig" | "creds";
  expectTypeOf<Extract<Names<FromVault>, Secret>>().toBeNever();
  // "seed" is the name of facts about one, "jwt" of decoded claims, "signature" of valid or not.
  expectTypeOf<ValueOf<FromVault, "seed">>().toEqualTypeOf<SeedFacts>();
  expectTypeOf<Extract<ValueOf<FromVault, "jwt">, string>>().toBeNever();
  expectTypeOf<ValueOf<FromVault, "signature">>().toEqualTypeOf<
    "valid" | "invalid" | "unchecked"
  >();
  expectTypeOf<keyof SeedFacts>().toEqualTypeOf<"state" | "publicKey" | "fault" | "signer">();
});

it("bytes reach the page as payload of a message and as lines of an export only", () => {
  expectTypeOf<NamesOf<FromVault, ArrayBufferView | ArrayBuffer | Blob>>().toEqualTypeOf<
    "payload" | "lines"
  >();
});

it("nothing that a clone could not carry is sent either way", () => {
  expectTypeOf<NamesOf<FromVault | VaultRequest, (...args: never[]) => unknown>>().toBeNever();
  expectTypeOf<NamesOf<FromVault | VaultRequest, CryptoKey>>().toBeNever();
  expect.assertions(0);
});
