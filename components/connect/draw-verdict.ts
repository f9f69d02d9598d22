// Writes the verdict to the DOM directly, bypassing React, in the same task as the worker's message.
// Any React render takes longer than the server needs to decide (scripts/bench/connect.mjs).
// Called by verdict-banner.tsx.

import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { cx } from "@/lib/page/base/cx";

/** React creates these elements and never changes the attributes that are set here. */
export interface VerdictParts {
  /** Carries data-verdict for everything inside. */
  readonly frame: HTMLElement;
  /** Carries the background colour. */
  readonly background: HTMLElement;
  /** One heading in each live region (role status, role alert); its last child takes the title. */
  readonly statusHeading: HTMLElement;
  readonly alertHeading: HTMLElement;
}

/** A screen reader announces these at its next pause; it announces all others at once. */
export function isPolite(state: VerdictState): boolean {
  return state === "accepted" || state === "connecting" || state === "unchecked";
}

export function drawVerdict(parts: VerdictParts, state: VerdictState | null, title: string): void {
  const { frame, background, statusHeading, alertHeading } = parts;
  const tone = state === null ? null : VERDICT_TONES[state];
  if (state === null) frame.removeAttribute("data-verdict");
  else frame.setAttribute("data-verdict", state);
  background.className = cx(tone && "rounded-[10px] px-3.5 py-3", tone?.background);
  drawHeading(statusHeading, state !== null && isPolite(state), title, tone?.text);
  drawHeading(alertHeading, state !== null && !isPolite(state), title, tone?.text);
}

function drawHeading(heading: HTMLElement, isShown: boolean, title: string, colour = ""): void {
  if (!isShown && heading.hidden) return;
  heading.hidden = !isShown;
  heading.className = cx("flex items-center gap-2 text-answer font-semibold", colour);
  const titleElement = heading.lastElementChild;
  if (titleElement !== null) titleElement.textContent = isShown ? title : "";
}
