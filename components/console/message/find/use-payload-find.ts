// What is found in the whole payload, and the hit that was stepped to, which is drawn if it was not. The marks are
// ranges that the browser paints, as in use-hit-marks.ts; a browser without them counts and scrolls only.

import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { textPattern } from "@/components/console/search/hits";
import { findHits, type Place } from "@/lib/page/console/find/find-hits";
import { sourceOf } from "@/lib/page/console/find/payload-source";
import type { Reading } from "@/lib/page/console/payload-display";
import { lastAtOrBefore } from "@/lib/shared/base/last-at-or-before";
import { drawnPieces, type Piece, rangeOf } from "./find-in-element";
import type { Goal } from "./use-shown-part";

/** Styled in app/globals.css. */
const [ALL, HERE] = ["found", "found-here"];
const MAX_MARKS = 2_000;

interface Found {
  /** What was searched. */
  readonly of: unknown;
  readonly hits: readonly Place[];
  readonly isDone: boolean;
}

export interface PayloadFind {
  readonly count: number;
  /** From 0; -1 without a hit. */
  readonly at: number;
  /** False while the rest of the payload is searched. */
  readonly isDone: boolean;
  /** To the next hit or the one before, around the ends. */
  readonly step: (direction: 1 | -1) => void;
}

interface Searched {
  /** Holds the payload. */
  readonly body: RefObject<HTMLElement | null>;
  readonly reading: Reading;
  /** Called with the hit to show. */
  readonly onGoal: (goal: Goal) => void;
}

const NOTHING: Found = { of: null, hits: [], isDone: true };

export function usePayloadFind(wanted: string, { body, reading, onGoal }: Searched): PayloadFind {
  const { pieces, width } = useDrawn(body);
  const source = useMemo(() => sourceOf(reading, width), [reading, width]);
  const [found, setFound] = useState(NOTHING);
  // Places in another source are none in this one.
  const { hits, isDone } = found.of === source ? found : NOTHING;
  const [chosen, setChosen] = useState({ wanted, at: 0 });
  const at = Math.min(chosen.wanted === wanted ? chosen.at : 0, hits.length - 1);

  useEffect(() => {
    if (source === null || wanted === "") return setFound(NOTHING);
    let isWanted = true;
    void findHits(source, {
      pattern: textPattern(wanted),
      longest: 2 * wanted.length,
      onFound: (all, isEnd) => setFound({ of: source, hits: all, isDone: isEnd }),
      isWanted: () => isWanted,
    });
    return () => {
      isWanted = false;
    };
  }, [source, wanted]);

  useEffect(() => {
    if (!("highlights" in CSS)) return;
    const ranges = hitsAmong(hits, pieces).flatMap((hit) => rangeOf(pieces, hit) ?? []);
    CSS.highlights.set(ALL, new Highlight(...ranges.map((range) => new StaticRange(range))));
    return () => void CSS.highlights.delete(ALL);
  }, [pieces, hits]);

  const { start, end } = hits[at] ?? { start: -1, end: -1 };
  // A step to the same hit shows it again.
  const goal = useMemo(() => ({ start, end, of: chosen }), [start, end, chosen]);
  useEffect(() => {
    if (goal.start >= 0) onGoal(goal);
  }, [goal, onGoal]);
  const scrolledTo = useRef<unknown>(null);
  useEffect(() => {
    const range = goal.start < 0 ? null : rangeOf(pieces, goal);
    if (range === null) return;
    // Once for each hit: other parts are opened and read meanwhile.
    if (scrolledTo.current !== goal) scrollTo(range, body.current);
    scrolledTo.current = goal;
    if (!("highlights" in CSS)) return;
    const mark = new Highlight(range);
    mark.priority = 1;
    CSS.highlights.set(HERE, mark);
    return () => void CSS.highlights.delete(HERE);
  }, [body, pieces, goal]);

  const step = (direction: 1 | -1) => {
    const { length } = hits;
    if (length > 0) setChosen({ wanted, at: (at + direction + length) % length });
  };
  return { count: hits.length, at, isDone, step };
}

/** What is drawn of the payload, after each change of it. */
function useDrawn(body: RefObject<HTMLElement | null>) {
  const [drawn, setDrawn] = useState<{
    readonly pieces: readonly Piece[];
    readonly width: 8 | 16;
  }>({ pieces: [], width: 16 });
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const read = () => {
      const payload = element.querySelector("[data-payload]");
      setDrawn({
        pieces: payload === null ? [] : drawnPieces(payload),
        width: payload?.getAttribute("data-width") === "8" ? 8 : 16,
      });
    };
    read();
    // Another format, another part, and parts that are opened and closed.
    const observer = new MutationObserver(read);
    observer.observe(element, {
      ...{ childList: true, subtree: true, characterData: true },
      ...{ attributes: true, attributeFilter: ["data-at", "data-width"] },
    });
    return () => observer.disconnect();
  }, [body]);
  return drawn;
}

/** The hits from the first piece to the last, as many as can be marked. */
function hitsAmong(hits: readonly Place[], pieces: readonly Piece[]): readonly Place[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return [];
  const startOf = (index: number) => hits[index]?.start ?? 0;
  const from = lastAtOrBefore(hits.length, startOf, first.start - 1) + 1;
  const to = lastAtOrBefore(hits.length, startOf, last.start + last.length) + 1;
  return hits.slice(from, Math.min(to, from + MAX_MARKS));
}

const MARGIN_PX = 24;

/** As little as needed, in the body (down) and in the box of the payload (across). */
function scrollTo(range: Range, body: HTMLElement | null): void {
  const box = body?.querySelector("[data-payload]");
  if (body === null || !box) return;
  const [hit, seen, across] = [range, body, box].map((one) => one.getBoundingClientRect());
  if (hit === undefined || seen === undefined || across === undefined) return;
  body.scrollTop += distance([hit.top, hit.bottom], [seen.top, seen.bottom]);
  box.scrollLeft += distance([hit.left, hit.right], [across.left, across.right]);
}

type Span = readonly [from: number, to: number];

function distance([from, to]: Span, [start, end]: Span): number {
  if (from < start + MARGIN_PX) return Math.min(0, from - start - MARGIN_PX);
  return Math.max(0, to - end + MARGIN_PX);
}
