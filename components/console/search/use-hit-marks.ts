// Marks the hits of the filter in the open message, in whatever format it is shown. The marks are ranges that
// the browser paints (CSS Custom Highlight API), so the elements of the payload stay unchanged. A browser
// without that API marks hits in the rows only.

import { type RefObject, useEffect } from "react";
import { hitsOf } from "./hits";

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
    const hits = hitsOf(filter);
    if (element === null || hits === null || !("highlights" in CSS)) return;
    const mark = () => CSS.highlights.set(NAME, new Highlight(...rangesIn(element, hits)));
    mark();
    // Parts of a payload can be opened and closed.
    const observer = new MutationObserver(mark);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      CSS.highlights.delete(NAME);
    };
  }, [ref, filter, shown]);
}

function rangesIn(element: HTMLElement, hits: RegExp): StaticRange[] {
  const ranges: StaticRange[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const { index, 0: hit } of (node.nodeValue ?? "").matchAll(hits)) {
      if (ranges.length >= MAX_RANGES) return ranges;
      ranges.push(
        new StaticRange({
          startContainer: node,
          startOffset: index,
          endContainer: node,
          endOffset: index + hit.length,
        }),
      );
    }
  }
  return ranges;
}
