// A payload as it is drawn, for marks in it. What the page adds to the payload (buttons, `data-aside`) is passed over.
// `data-at` says where what is drawn begins in the whole payload (lib/page/console/find), of which a part is drawn.

import type { Hit } from "@/components/console/search/hits";
import { lastAtOrBefore } from "@/lib/shared/base/last-at-or-before";

/** A text node and the place that it has. */
export interface Piece {
  readonly node: Text;
  readonly start: number;
  /** Characters that it stands for; a mark stands for one that is hidden. */
  readonly length: number;
  readonly isMark: boolean;
}

const PASSED_OVER = "button, [data-aside]";

/** The pieces with their places in the whole payload, in order. */
export function drawnPieces(payload: Element): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = Number(payload.getAttribute("data-at") ?? 0);
  const walker = document.createTreeWalker(
    payload,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    (node) =>
      node instanceof Element && node.matches(`${PASSED_OVER}, [data-inside]`)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  );
  let hidden: string | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      at = Number(node.getAttribute("data-at") ?? at);
      hidden = node.getAttribute("data-chars");
    } else if (node instanceof Text) {
      const isMark = hidden !== null && node.parentElement?.hasAttribute("data-chars") === true;
      const length = isMark ? Number(hidden) : node.length;
      pieces.push({ node, start: at, length, isMark });
      at += length;
    }
  }
  return pieces;
}

/** Null when not all of it is drawn. */
export function rangeOf(pieces: readonly Piece[], { start, end }: Hit): Range | null {
  const startOf = (index: number) => pieces[index]?.start ?? 0;
  const first = lastAtOrBefore(pieces.length, startOf, start);
  const last = lastAtOrBefore(pieces.length, startOf, end - 1);
  const [from, to] = [pieces[first], pieces[last]];
  if (from === undefined || to === undefined || end > to.start + to.length) return null;
  for (let index = first; index < last; index++) {
    const [one, next] = [pieces[index], pieces[index + 1]];
    if (one === undefined || next?.start !== one.start + one.length) return null;
  }
  if (start >= from.start + from.length || !from.node.isConnected || !to.node.isConnected) {
    return null;
  }
  const range = new Range();
  range.setStart(from.node, from.isMark ? 0 : Math.min(from.node.length, start - from.start));
  range.setEnd(to.node, to.isMark ? to.node.length : Math.min(to.node.length, end - to.start));
  return range;
}

/** The text of an element by itself, from place 0. */
export function drawnText(element: Element): {
  readonly text: string;
  readonly pieces: readonly Piece[];
} {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(PASSED_OVER) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const pieces: Piece[] = [];
  let text = "";
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    pieces.push({ node, start: text.length, length: node.length, isMark: false });
    text += node.data;
  }
  return { text, pieces };
}
