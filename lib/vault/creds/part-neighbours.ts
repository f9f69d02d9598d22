// Where each part of a file stands among the others. Used by read-parts.ts.

import type { JwtFacts } from "@/lib/shared/facts/creds";
import type { Part } from "./match-parts";

export interface Neighbours {
  /** Among the creds of the file, from 1. */
  readonly number: number;
  /** The lines, of the file itself, where the part before ends and the part after begins. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** For each of the first `count` parts. */
export function neighboursOf(all: readonly Part[], count: number): readonly (Neighbours | null)[] {
  const spans = all.slice(0, count + 1).map(lineSpan);
  let number = 0;
  let end: number | undefined;
  const forwards = spans.slice(0, count).map((span, index) => {
    const part = all[index];
    if (part && (part.seed || !isTrustPart(part))) number += 1;
    const before = end;
    end = span?.end ?? end;
    return { number, before };
  });
  let start = spans[count]?.start;
  const after: (number | undefined)[] = [];
  for (let index = forwards.length - 1; index >= 0; index--) {
    after[index] = start;
    start = spans[index]?.start ?? start;
  }
  return forwards.map((one, index) => ({ ...one, after: after[index] }));
}

/** The indexes of the first and the last line of a part. Null when it is not in the file itself. */
function lineSpan({ jwt, seed }: Part): { readonly start: number; readonly end: number } | null {
  const pieces = [jwt, seed].flatMap((one) => (one?.layer.depth === 0 ? [one.piece] : []));
  if (pieces.length === 0) return null;
  return {
    start: Math.min(...pieces.map((p) => (p.open?.line ?? p.first.line).index)),
    end: Math.max(...pieces.map((p) => (p.close?.line ?? p.last.line).index)),
  };
}

export const isTrustJwt = ({ kind }: JwtFacts): boolean =>
  kind === "account" || kind === "operator";

export const isTrustPart = ({ jwt }: Part): boolean =>
  jwt?.jwt?.ok === true && isTrustJwt(jwt.jwt.value);
