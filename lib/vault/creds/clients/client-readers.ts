// Tells which of the common clients can read a creds file as it is written, and how the others fail. Called by
// format-issues.ts with masked text, so that no seed becomes a string. Each client has its own reader in
// this folder, after the client's source.

import type { ClientFamily, ClientRefusal, RefusalKind } from "@/lib/shared/facts/creds";
import type { Steps } from "@/lib/vault/base/turns";
import { readAsC, readAsOldC } from "./c";
import { readAsDotnet } from "./dotnet";
import { readAsGoClient, readAsGoTools, readAsRust } from "./go-and-rust";
import { readAsJava } from "./java";
import { readAsJavascript } from "./javascript";
import { readAsPython } from "./python";
import type { ClientReader, Reading } from "./reading";

const READERS: Readonly<Record<ClientFamily, ClientReader>> = {
  "go-nkeys": readAsGoClient,
  go: readAsGoTools,
  javascript: readAsJavascript,
  java: readAsJava,
  python: readAsPython,
  dotnet: readAsDotnet,
  rust: readAsRust,
  c: readAsC,
  "c-before-3.9": readAsOldC,
};

/** In the order in which the page names them. */
export const CLIENT_FAMILIES = Object.keys(READERS) as readonly ClientFamily[];

/** What a file should give. Both are masked. Null = there is no seed, so every client refuses the file. */
export interface Expected {
  readonly jwt: string;
  readonly seed: string | null;
}

/** The masked text that a family gets from the file, or why it gets none. */
export type TextFor = (
  family: ClientFamily,
) => { readonly text: string } | { readonly how: RefusalKind };

/** The families that do not read exactly this JWT and this seed. */
export function* findRefusals(
  textFor: TextFor,
  expected: Expected,
): Steps<readonly ClientRefusal[]> {
  const refusals: ClientRefusal[] = [];
  for (const family of CLIENT_FAMILIES) {
    const given = textFor(family);
    const how =
      "how" in given ? given.how : howItFails(yield* READERS[family](given.text), expected);
    if (how !== null) refusals.push({ client: family, how });
  }
  return refusals;
}

/** What the client says itself comes before what a server would say. */
function howItFails(read: Reading, { jwt, seed }: Expected): RefusalKind | null {
  if (read.hangs) return "hangs";
  if (read.jwt === null) return "no-jwt";
  if (read.isUnsigned) return "wrong-jwt";
  if (read.seed === null) return "no-seed";
  if (read.seed !== seed) return "wrong-seed";
  return read.jwt === jwt ? null : "wrong-jwt";
}
