// An element that shows text and marks the hits in it. Used by row-slot.ts. In a flood it is written forty
// times a frame, so the text node is reused as long as there is nothing to mark.

import { HIT } from "./row-look";

export class HitElement {
  private readonly plain = document.createTextNode("");
  private shown = "";
  private hits: RegExp | null = null;

  constructor(readonly element: HTMLElement) {
    element.append(this.plain);
  }

  show(text: string, hits: RegExp | null = null): void {
    if (text === this.shown && hits === this.hits) return;
    const wasMarked = this.hits !== null;
    this.shown = text;
    this.hits = hits;
    this.plain.data = hits === null ? text : "";
    if (hits !== null) this.element.replaceChildren(...marked(text, hits));
    else if (wasMarked) this.element.replaceChildren(this.plain);
  }
}

function marked(text: string, hits: RegExp): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const { index, 0: hit } of text.matchAll(hits)) {
    if (hit === "") continue;
    const mark = document.createElement("mark");
    mark.className = HIT;
    mark.textContent = hit;
    nodes.push(document.createTextNode(text.slice(end, index)), mark);
    end = index + hit.length;
  }
  nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}
