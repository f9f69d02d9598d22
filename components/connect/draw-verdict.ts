// Puts the answer into the page past React, in the very task that brings it: a render of the page, however
// small, takes longer than the server does to decide (scripts/bench/connect.mjs).

import type { VerdictWord } from "@/components/shared/verdict-head";
import { VERDICT_TONES } from "@/components/shared/verdict-tones";
import { cx } from "@/lib/page/base/cx";

/** React makes these and then leaves what is set here alone. */
export interface VerdictParts {
  /** Carries data-verdict, for all that is inside. */
  readonly frame: HTMLElement;
  readonly ground: HTMLElement;
  /** One in each live region; their last child takes the words. */
  readonly calm: HTMLElement;
  readonly urgent: HTMLElement;
}

/** What is good to hear waits for a pause of a screen reader, the rest does not. */
export function isCalm(word: VerdictWord): boolean {
  return word === "accepted" || word === "connecting" || word === "unchecked";
}

export function drawVerdict(parts: VerdictParts, word: VerdictWord | null, title: string): void {
  const { frame, ground, calm, urgent } = parts;
  const tone = word === null ? null : VERDICT_TONES[word];
  if (word === null) frame.removeAttribute("data-verdict");
  else frame.setAttribute("data-verdict", word);
  ground.className = cx(tone && "rounded-[10px] px-3.5 py-3", tone?.ground);
  drawHeadline(calm, word !== null && isCalm(word), title, tone?.text);
  drawHeadline(urgent, word !== null && !isCalm(word), title, tone?.text);
}

function drawHeadline(heading: HTMLElement, isShown: boolean, title: string, text = ""): void {
  if (!isShown && heading.hidden) return;
  heading.hidden = !isShown;
  heading.className = cx("flex items-center gap-2 text-answer font-semibold", text);
  const words = heading.lastElementChild;
  if (words !== null) words.textContent = isShown ? title : "";
}
