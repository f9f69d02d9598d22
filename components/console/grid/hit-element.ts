// An element that shows text and marks the hits in it. Used by row-slot.ts. In a flood it is written forty
// times a frame, so the text node is reused as long as there is nothing to mark.

import type { Hits } from "@/components/console/search/hits";
import { HIT } from "./row-look";

export class HitElement {
  private readonly plain = document.createTextNode("");
  private shown = "";
  private hits: Hits | null = null;

  constructor(readonly element: HTMLElement) {
    element.append(this.plain);
  }

  show(text: string, hits: Hits | null = null): void {
    if (text === this.shown && hits === this.hits) return;
    const wasMarked = this.hits !== null;
    this.shown = text;
    this.hits = hits;
    this.plain.data = hits === null ? text : "";
    if (hits !== null) this.element.replaceChildren(...marked(text, hits));
    else if (wasMarked) this.element.replaceChildren(this.plain);
  }
}

function marked(text: string, hits: Hits): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  // A preview that was cut says so.
  for (const hit of hits.inText(text, text.endsWith("…"))) {
    const mark = document.createElement("mark");
    mark.className = HIT;
    mark.textContent = text.slice(hit.start, hit.end);
    nodes.push(document.createTextNode(text.slice(end, hit.start)), mark);
    end = hit.end;
  }
  nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}
