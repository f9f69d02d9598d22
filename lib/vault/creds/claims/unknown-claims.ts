// Finds the claims that no server reads: names that nats-io/jwt does not have, at any depth, with what was
// probably meant. Go's decoder skips them in silence (encoding/json), and so whatever they were to restrict is
// not restricted: observed with nats-server 2.9.10 and 2.15.1 (claims-live.test.ts). A null is nothing lost.
// Called by decode-jwt.ts.

import { isJsonObject, type Json, type JsonObject } from "@/lib/shared/base/json";
import type { ClaimProblem, JwtKind } from "@/lib/shared/facts/creds";
import { knownNames, type Names } from "./known-claims";
import { effectOf, type NearMiss, nearMissOf, plainName } from "./near-misses";

/** More are not noted. */
const MAX_NOTED = 24;

export function findUnknownClaims(
  claims: JsonObject,
  kind: JwtKind,
  version: number,
): readonly ClaimProblem[] {
  const known = knownNames(kind, version);
  if (known === null) return [];
  const found: ClaimProblem[] = [];
  const walk = (object: JsonObject, names: Names, at: string): void => {
    for (const [name, value] of object) {
      if (value === null || found.length >= MAX_NOTED) continue;
      const path = at === "" ? name : `${at}.${name}`;
      const inner = Object.hasOwn(names, name.toLowerCase())
        ? names[name.toLowerCase()]
        : names["*"];
      if (inner === undefined) {
        if (!isLocale(path, value)) found.push(toProblem(path, at, name, names, known));
      } else if (inner !== null) for (const one of objectsIn(value)) walk(one, inner, path);
    }
  };
  walk(claims, known, "");
  return found;
}

const objectsIn = (value: Json): readonly JsonObject[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter(isJsonObject);

/** This near miss has its own code (user-claims.ts). */
const isLocale = (path: string, value: Json): boolean =>
  path === "nats.locale" && typeof value === "string" && value !== "";

function toProblem(
  path: string,
  at: string,
  name: string,
  names: Names,
  known: Names,
): ClaimProblem {
  const plain = plainName(name);
  const { right, effect } =
    spelling(at, names, (one) => plainName(one) === plain) ??
    nearMissOf(at.toLowerCase(), name) ??
    elsewhere(name, known) ??
    spelling(at, names, (one) => plain.length > 3 && isOneLetterOff(plainName(one), plain)) ??
    NONE;
  return { code: "jwt/unknown-claim", path, params: { right, effect } };
}

const NONE: NearMiss = { right: "", effect: "none" };

/** A name of this object that is written almost like it. */
function spelling(at: string, names: Names, isLike: (name: string) => boolean): NearMiss | null {
  const right = Object.keys(names).find(isLike);
  if (right === undefined) return null;
  const isRule = /^nats\.(?:pub|sub)$/i.test(at);
  return {
    right: at === "" ? right : `${at}.${right}`,
    effect: isRule ? "rights" : effectOf(right),
  };
}

/** A name that belongs at the top, or into "nats". */
function elsewhere(name: string, known: Names): NearMiss | null {
  const lower = name.toLowerCase();
  const nats = known["nats"] ?? {};
  if (Object.hasOwn(nats, lower)) return { right: `nats.${lower}`, effect: effectOf(lower) };
  return Object.hasOwn(known, lower) ? { right: lower, effect: effectOf(lower) } : null;
}

/** One letter more, less or other. */
function isOneLetterOff(one: string, other: string): boolean {
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || long === short) return false;
  let at = 0;
  while (at < short.length && long[at] === short[at]) at++;
  return long.slice(at + 1) === short.slice(long.length === short.length ? at + 1 : at);
}
