// Marks the hits of the filter in the open message, in whatever format it is shown. The marks are ranges that
// the browser paints (CSS Custom Highlight API), so the elements of the payload stay unchanged. A browser
// without that API marks hits in the rows only.

import { type RefObject, useEffect } from "react";
import { type Hit, type Hits, hitsOf } from "@/components/console/search/hits";
import { loadRegexEngine, needsEngine } from "@/lib/shared/console/regex";
import { drawnText, rangeOf } from "./find-in-element";

/** Styled in app/globals.css. */
const NAME = "hits";
const MAX_RANGES = 2_000;

/** `shown` is any value that changes when the content of the element changes. */
export function useHitMarks(
  ref: RefObject<HTMLElement | null>,
  filter: string,
  shown: unknown,
): void {
  useEffect(() => {
    void shown;
    const element = ref.current;
    if (element === null || !("highlights" in CSS)) return;
    let hits = hitsOf(filter);
    const mark = () => {
      if (hits === null) return;
      const ranges = rangesIn(element, hits).slice(0, MAX_RANGES);
      CSS.highlights.set(NAME, new Highlight(...ranges.map((range) => new StaticRange(range))));
    };
    mark();
    // Parts of a payload can be opened and closed.
    const observer = new MutationObserver(mark);
    observer.observe(element, { childList: true, subtree: true });
    let isShown = true;
    if (needsEngine(filter)) {
      loadRegexEngine().then(
        () => {
          if (!isShown) return;
          hits = hitsOf(filter);
          mark();
        },
        () => {},
      );
    }
    return () => {
      isShown = false;
      observer.disconnect();
      CSS.highlights.delete(NAME);
    };
  }, [ref, filter, shown]);
}

/** The payload is one text, over the elements that it is drawn with. Anything else is searched node by node. */
function rangesIn(element: HTMLElement, hits: Hits): Range[] {
  const payload = element.querySelector<HTMLElement>("[data-payload]");
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    payload?.contains(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const others: Range[] = [];
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    const one = [{ node, start: 0, length: node.length, isMark: false }];
    others.push(...hits.inPiece(node.data).flatMap((hit) => rangeOf(one, hit) ?? []));
  }
  if (payload === null) return others;
  const { text, pieces } = drawnText(payload);
  const found = hitsIn(element, payload, text, hits).slice(0, MAX_RANGES);
  return [...found.flatMap((hit) => rangeOf(pieces, hit) ?? []), ...others];
}

function hitsIn(element: Element, payload: Element, text: string, hits: Hits): readonly Hit[] {
  // Expressions are about a text, and a dump is none.
  if (payload.matches('[data-format="hex"], [data-format="base64"]')) return hits.words(text);
  if (element.querySelector("[data-earlier]") !== null) return hits.inPiece(text);
  return hits.inText(text, element.querySelector("[data-more]") !== null);
}
