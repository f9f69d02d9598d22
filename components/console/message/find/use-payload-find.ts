// What was found in the payload as it is drawn, and the hit that was stepped to. The marks are ranges that the browser
// paints, as in use-hit-marks.ts; a browser without them counts and scrolls only.

import { type RefObject, useEffect, useState } from "react";
import type { Hit } from "@/components/console/search/hits";
import { type DrawnText, drawnText, hitsIn, rangeOf } from "./find-in-element";

/** Styled in app/globals.css. */
const [ALL, HERE] = ["found", "found-here"];
const MAX_MARKS = 2_000;

interface Found {
  readonly drawn: DrawnText | null;
  readonly hits: readonly Hit[];
  /** A part of the payload is not drawn. */
  readonly isPartial: boolean;
}

export interface PayloadFind {
  readonly count: number;
  /** From 0; -1 without a hit. */
  readonly at: number;
  readonly isPartial: boolean;
  /** To the next hit or the one before, around the ends. */
  readonly step: (direction: 1 | -1) => void;
}

const NOTHING: Found = { drawn: null, hits: [], isPartial: false };

export function usePayloadFind(body: RefObject<HTMLElement | null>, wanted: string): PayloadFind {
  const [{ drawn, hits, isPartial }, setFound] = useState(NOTHING);
  const [chosen, setChosen] = useState({ wanted, at: 0 });
  const at = Math.min(chosen.wanted === wanted ? chosen.at : 0, hits.length - 1);

  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const search = () => {
      const payload = element.querySelector("[data-payload]");
      const drawn = payload === null ? null : drawnText(payload);
      setFound({
        drawn,
        hits: drawn === null ? [] : hitsIn(drawn.text, wanted),
        isPartial: element.querySelector("[data-more]") !== null,
      });
    };
    search();
    // Another format, and parts that are opened and closed.
    const observer = new MutationObserver(search);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [body, wanted]);

  useEffect(() => {
    if (drawn === null || !("highlights" in CSS)) return;
    const ranges = hits.slice(0, MAX_MARKS).flatMap((hit) => rangeOf(drawn, hit) ?? []);
    CSS.highlights.set(ALL, new Highlight(...ranges.map((range) => new StaticRange(range))));
    return () => void CSS.highlights.delete(ALL);
  }, [drawn, hits]);

  useEffect(() => {
    const hit = hits[at];
    const range = drawn === null || hit === undefined ? null : rangeOf(drawn, hit);
    if (range === null) return;
    scrollTo(range, body.current);
    if (!("highlights" in CSS)) return;
    const mark = new Highlight(range);
    mark.priority = 1;
    CSS.highlights.set(HERE, mark);
    return () => void CSS.highlights.delete(HERE);
  }, [body, drawn, hits, at]);

  const step = (direction: 1 | -1) => {
    const { length } = hits;
    if (length > 0) setChosen({ wanted, at: (at + direction + length) % length });
  };
  return { count: hits.length, at, isPartial, step };
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
