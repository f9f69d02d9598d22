// Looks for a text in all of a payload, in slices of time, so that the page draws and answers meanwhile.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { PayloadSource } from "./payload-source";

/** More are not told apart. */
export const MAX_HITS = 100_000;
const CHUNK_CHARS = 65_536;
const SLICE_MS = 8;
/** What was found so far is shown so often. */
const SHOW_MS = 100;

/** A place in a text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

interface Search {
  /** With the flag "g". */
  readonly pattern: RegExp;
  /** No hit is longer. */
  readonly longest: number;
  /** Called with all hits so far, and at the end. */
  readonly onFound: (hits: readonly Place[], isDone: boolean) => void;
  /** False ends the search. */
  readonly isWanted: () => boolean;
}

/** Hits do not overlap. The first slice is done at once. */
export async function findHits(source: PayloadSource, search: Search): Promise<void> {
  const { pattern, longest, onFound, isWanted } = search;
  const hits: Place[] = [];
  let until = performance.now() + SLICE_MS;
  let showAt = until;
  for (let start = 0; start < source.length && hits.length < MAX_HITS; start += CHUNK_CHARS) {
    const now = performance.now();
    if (now > until) {
      if (now > showAt) {
        onFound([...hits], false);
        showAt = now + SHOW_MS;
      }
      await yieldToEventLoop();
      if (!isWanted()) return;
      until = performance.now() + SLICE_MS;
    }
    addHits(hits, source.slice(start, start + CHUNK_CHARS + longest), start, pattern);
  }
  onFound(hits, true);
}

/** Those that begin in the chunk. They may end behind it. */
function addHits(hits: Place[], text: string, chunk: number, pattern: RegExp): void {
  pattern.lastIndex = Math.max(0, (hits.at(-1)?.end ?? 0) - chunk);
  for (const { index, 0: hit } of text.matchAll(pattern)) {
    if (index >= CHUNK_CHARS || hits.length === MAX_HITS) return;
    hits.push({ start: chunk + index, end: chunk + index + hit.length });
  }
}
