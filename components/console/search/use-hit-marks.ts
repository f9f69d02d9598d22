// Marks what was searched for in the open message, in whatever format it is shown: as ranges that the
// browser paints (CSS Custom Highlight API), so that nothing in the payload's elements changes. A browser
// without them marks the rows alone.

import { type RefObject, useEffect } from "react";
import { hitsOf } from "./hits";

/** Its look is in app/globals.css. */
const NAME = "hits";
const MOST = 2_000;

/** `shown` is anything that changes with what the element holds. */
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
    // Parts of a payload are opened and closed.
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
      if (ranges.length >= MOST) return ranges;
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
