// Hides seeds in the claims of a JWT, in steps: a JWT of a megabyte has hundreds of thousands of values. Called by
// decode-jwt.ts. It does what maskSeedsIn does for JSON.

import { isJsonObject, type Json, type JsonObject } from "@/lib/shared/base/json";
import { maskSeeds } from "@/lib/shared/base/secret-patterns";
import { isItemStepEnd, STEP_BYTES, type Steps } from "@/lib/vault/base/turns";

/** The object itself when it holds no seed. */
export function* maskClaims(claims: JsonObject): Steps<JsonObject> {
  let count = 0;
  const maskNested = function* (value: Json): Steps<Json> {
    if (isJsonObject(value)) return yield* maskObject(value);
    return isList(value) ? yield* maskList(value) : value;
  };
  const maskList = function* (list: readonly Json[]): Steps<readonly Json[]> {
    const next: Json[] = [];
    let isSame = true;
    for (const item of list) {
      const masked = isNested(item) ? yield* maskNested(item) : maskScalar(item);
      isSame &&= masked === item;
      next.push(masked);
      if (isItemStepEnd(count++)) yield STEP_BYTES;
    }
    return isSame ? list : next;
  };
  const maskObject = function* (object: JsonObject): Steps<JsonObject> {
    const next = new Map<string, Json>();
    let isSame = true;
    for (const [key, item] of object) {
      const maskedKey = maskSeeds(key);
      const masked = isNested(item) ? yield* maskNested(item) : maskScalar(item);
      isSame &&= maskedKey === key && masked === item;
      next.set(maskedKey, masked);
      if (isItemStepEnd(count++)) yield STEP_BYTES;
    }
    return isSame ? object : next;
  };
  return yield* maskObject(claims);
}

const isNested = (value: Json): boolean => typeof value === "object" && value !== null;

const maskScalar = (value: Json): Json => (typeof value === "string" ? maskSeeds(value) : value);

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
