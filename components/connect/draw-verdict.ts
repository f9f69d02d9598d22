// Writes the verdict to the DOM directly, bypassing React, in the same task as the worker's message.
// Any React render takes longer than the server needs to decide (scripts/bench/connect.mjs).
// Called by verdict-banner.tsx.

import type { Headline } from "@/components/shared/verdict/headline-text";
import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";

/** React creates these elements and never changes what is set here. */
export interface VerdictParts {
  /** Carries data-verdict for everything inside. */
  readonly frame: HTMLElement;
  /** Carries the background colour. */
  readonly head: HTMLElement;
  readonly heading: HTMLElement;
  /** In the heading: the outcome in its colour, and the rest of the sentence. */
  readonly outcome: HTMLElement;
  readonly sentence: HTMLElement;
}

/** `cause`: the code of the first cause; null while there is none. */
export function drawVerdict(
  parts: VerdictParts,
  state: VerdictState | null,
  headline: Headline,
  cause: string | null,
): void {
  const { frame, head, heading, outcome, sentence } = parts;
  if (state === null) {
    frame.removeAttribute("data-verdict");
    heading.removeAttribute("data-headline");
    frame.hidden = true;
    return;
  }
  const tone = VERDICT_TONES[state];
  head.className = cx("px-4.5 pt-4 pb-3.5", tone.background);
  outcome.className = cx("not-italic", tone.text);
  outcome.textContent = headline.sentence === "" ? headline.outcome : `${headline.outcome}: `;
  sentence.textContent = escapedText(headline.sentence);
  heading.setAttribute("data-headline", "");
  if (cause === null) heading.removeAttribute("data-cause");
  else heading.setAttribute("data-cause", cause);
  frame.setAttribute("data-verdict", state);
  frame.hidden = false;
}
