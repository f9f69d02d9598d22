// What a message between page and vault can never carry, as types: this file does not compile when a
// message breaks a rule. tsc checks it with everything else. protocol.test.ts plants a breach of each rule
// in a copy and runs tsc on it.

import type { SeedFacts } from "@/lib/shared/facts/creds";
import type { FromVault, VaultRequest } from "./protocol";

type Leaf =
  | Uint8Array
  | File
  | FileSystemFileHandle
  | ((...args: never[]) => unknown)
  | ReadonlyMap<unknown, unknown>;

/**
 * Every property name that is declared anywhere inside T. The key of a Record<string, …> is no name: as
 * `string` it would swallow all the others.
 */
type Names<T> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? Names<Item>
    : T extends object
      ? {
          [K in keyof T & string]: (string extends K ? never : K) | Names<T[K]>;
        }[keyof T & string]
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

/** The type of every property called Name inside T. */
type ValueOf<T, Name extends string> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? ValueOf<Item, Name>
    : T extends object
      ? { [K in keyof T & string]: (K extends Name ? T[K] : never) | ValueOf<T[K], Name> }[keyof T &
          string]
      : never;

/** Names that a secret would have. */
type Secret = "raw" | "secret" | "private" | "signature_key" | "nonce" | "sig" | "creds";

type Function = (...args: never[]) => unknown;

type Never<T extends never> = T;
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type True<T extends true> = T;

/** Nothing that the vault sends holds a seed, a signer or the whole JWT of a user. */
export type NoSecret = [
  Never<Extract<Names<FromVault>, Secret>>,
  // "seed" names facts about a seed, "jwt" decoded claims, "signature" whether it is valid, and "sign" in a
  // report how long signing took.
  True<Same<ValueOf<FromVault, "seed">, SeedFacts>>,
  True<Same<ValueOf<FromVault, "sign">, number | null>>,
  Never<Extract<ValueOf<FromVault, "jwt">, string>>,
  True<Same<ValueOf<FromVault, "signature">, "valid" | "invalid" | "unchecked">>,
  True<Same<keyof SeedFacts, "state" | "publicKey" | "fault" | "signer">>,
];

/** Bytes reach the page only as the payload of a message and as lines of an export. */
export type NoOtherBytes = True<
  Same<NamesOf<FromVault, ArrayBufferView | ArrayBuffer | Blob>, "payload" | "lines">
>;

/** Nothing that a structured clone cannot carry is sent in either direction, and no key. */
export type OnlyCloneable = [
  Never<NamesOf<FromVault | VaultRequest, Function>>,
  Never<NamesOf<FromVault | VaultRequest, CryptoKey>>,
];
