// Files with thousands of creds or seeds, for tests of sizes. node:crypto makes the keys, because nkeys in
// JavaScript would take minutes.

import { randomBytes } from "node:crypto";
import { credsText, makeUser, type User } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { encodeSeed } from "@/lib/vault/creds/nkeys";

export interface ManyCreds {
  readonly text: string;
  readonly users: readonly string[];
}

export function manyCreds(
  count: number,
  { account = makeKey("account"), mismatched = false } = {},
) {
  const users: string[] = [];
  const texts: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { key, jwt, creds } = makeUser({ name: `device-${n}`, account });
    users.push(key.publicKey);
    texts.push(mismatched ? credsText(jwt, bareSeed()) : creds);
  }
  return { text: texts.join(""), users } satisfies ManyCreds;
}

/** As many users of one account. */
export function manyUsers(count: number): readonly User[] {
  const account = makeKey("account");
  return Array.from({ length: count }, (_, n) => makeUser({ name: `device-${n}`, account }));
}

export const bareSeeds = (count: number): string =>
  `${Array.from({ length: count }, bareSeed).join("\n")}\n`;

function bareSeed(): string {
  const raw = new Uint8Array(randomBytes(32));
  return new TextDecoder().decode(encodeSeed({ kind: "user", raw }));
}
