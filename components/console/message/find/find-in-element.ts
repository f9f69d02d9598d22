// Finds a text in a payload as it is drawn, over the elements that it is made of. What the page adds to the payload
// (buttons, `data-aside`) is passed over.

import { type Hit, textPattern } from "@/components/console/search/hits";

/** More are not told apart. */
export const MAX_HITS = 10_000;

export interface DrawnText {
  readonly text: string;
  readonly nodes: readonly Text[];
  /** Where each node begins in `text`. */
  readonly starts: readonly number[];
}

export function drawnText(element: Element): DrawnText {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest("button, [data-aside]")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: Text[] = [];
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    nodes.push(node);
    starts.push(length);
    parts.push(node.data);
    length += node.data.length;
  }
  return { text: parts.join(""), nodes, starts };
}

/** In any case, as in the filter. */
export function hitsIn(text: string, wanted: string): readonly Hit[] {
  const hits: Hit[] = [];
  if (wanted === "") return hits;
  for (const { index, 0: hit } of text.matchAll(textPattern(wanted))) {
    hits.push({ start: index, end: index + hit.length });
    if (hits.length === MAX_HITS) break;
  }
  return hits;
}

/** Null when the text is not drawn any more. */
export function rangeOf({ nodes, starts }: DrawnText, { start, end }: Hit): Range | null {
  const first = lastAtOrBefore(starts, start);
  const last = lastAtOrBefore(starts, end - 1);
  const [from, to] = [nodes[first], nodes[last]];
  if (from?.isConnected !== true || to?.isConnected !== true) return null;
  const range = new Range();
  range.setStart(from, start - (starts[first] ?? 0));
  range.setEnd(to, end - (starts[last] ?? 0));
  return range;
}

/** The last of the ascending numbers that is not above `wanted`. */
export function lastAtOrBefore(numbers: readonly number[], wanted: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
