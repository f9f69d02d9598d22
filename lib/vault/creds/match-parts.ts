// Decides which JWTs and seeds of one text are looked at together: each JWT once, a seed with the JWT beside it,
// and seeds of accounts, operators and servers apart. Called by read-creds.ts. A pair made here goes by place
// only; read-parts.ts then lets the keys decide.

import type { JwtFacts } from "@/lib/shared/facts/creds";
import { decodeBase64url } from "./encoding/base64url";
import { readJson } from "./encoding/json-reader";
import { decodePublicKey } from "./nkeys";
import type { Found } from "./text-layers";

/** A JWT and a seed that stand together, or one of them alone. */
export interface Part {
  readonly jwt: Found | null;
  readonly seed: Found | null;
}

export interface Parts {
  readonly pairs: readonly Part[];
  /** Seeds that are no user's and are beside creds that they have nothing to do with. */
  readonly dangerous: readonly Found[];
  /** The line of the first JWT that is no NATS JWT; null when there is none. */
  readonly foreignLine: number | null;
}

export function matchParts(all: readonly Found[]): Parts {
  const foreign = all.filter(isForeign);
  const own = foreign.length === all.length ? all : all.filter((one) => !foreign.includes(one));
  const [first] = own === all ? [] : foreign;
  const kept = withoutCopies(own);
  const hasUserSeed = kept.some(({ seed }) => seed?.ok === true && seed.value.kind === "user");
  const hasUser = hasUserSeed || kept.some(({ jwt }) => kindOf(jwt) === "user");
  const subjects = subjectKindsOf(kept);
  const isDangerous = ({ seed, piece }: Found): boolean => {
    if (!seed?.ok || seed.value.kind === "user" || subjects.has(seed.value.kind)) return false;
    // In a creds file that has no other seed, it is in the place of the user's.
    return hasUserSeed || !(piece.open || piece.close);
  };
  const dangerous = hasUser ? kept.filter(isDangerous) : [];
  const left = dangerous.length === 0 ? kept : kept.filter((one) => !dangerous.includes(one));
  return {
    pairs: pairUp(left),
    dangerous,
    foreignLine: first === undefined ? null : (first.layer.line ?? first.piece.first.line.number),
  };
}

const kindOf = (jwt: Found["jwt"]): JwtFacts["kind"] | null => (jwt?.ok ? jwt.value.kind : null);

/** The kinds of keys, other than users, that some user JWT names as its subject, which servers accept. */
function subjectKindsOf(found: readonly Found[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const { jwt } of found) {
    if (!jwt?.ok || jwt.value.kind !== "user") continue;
    const kind = decodePublicKey(jwt.value.subject ?? "")?.kind;
    if (kind !== undefined && kind !== "user") kinds.add(kind);
  }
  return kinds;
}

const NATS_ALGORITHMS = ["ed25519", "ed25519-nkey"];

/** A token of another system: neither its algorithm nor its claims are those of NATS. */
function isForeign({ jwt, text, piece }: Found): boolean {
  if (jwt === null || text === null || piece.open || piece.close) return false;
  const algorithm = jwt.ok ? jwt.value.algorithm : algorithmOf(text);
  if (!algorithm || NATS_ALGORITHMS.includes(algorithm.toLowerCase())) return false;
  return !jwt.ok || (jwt.value.kind === "other" && !jwt.value.claims.has("nats"));
}

function algorithmOf(text: string): string | null {
  const bytes = decodeBase64url(text.slice(0, text.indexOf(".")));
  const header = bytes && readJson(new TextDecoder().decode(bytes));
  const algorithm = header?.ok && header.value instanceof Map ? header.value.get("alg") : null;
  return typeof algorithm === "string" ? algorithm : null;
}

/** Each JWT once: where it is in a block, else where it comes first. */
function withoutCopies(found: readonly Found[]): readonly Found[] {
  const best = new Map<string, Found>();
  for (const one of found) {
    if (one.text === null) continue;
    const before = best.get(one.text);
    const isBlock = one.piece.open !== null && before?.piece.open === null;
    if (before === undefined || isBlock) best.set(one.text, one);
  }
  return found.filter((one) => one.text === null || best.get(one.text) === one);
}

/** Pairs a seed with the JWT before it, or with the one after it when the blocks are swapped. */
function pairUp(found: readonly Found[]): readonly Part[] {
  const parts: { jwt: Found | null; seed: Found | null }[] = [];
  let open: { jwt: Found | null; seed: Found | null } | null = null;
  for (const one of found) {
    const side = one.piece.kind;
    if (!open || open[side] || !belongs(open, one)) {
      open = { jwt: null, seed: null };
      parts.push(open);
    }
    open[side] = one;
  }
  return parts;
}

/** An account or operator JWT pairs only with a seed of the same kind. Another seed after it may be a user's. */
function belongs({ jwt, seed }: Part, one: Found): boolean {
  const facts = (jwt ?? one).jwt;
  const secret = (seed ?? one).seed;
  const kind = facts?.ok ? facts.value.kind : "user";
  return kind === "user" || kind === "other" || !secret?.ok || secret.value.kind === kind;
}
