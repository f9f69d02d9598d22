// Causes as a verdict and a saved report list them: what is proven, likely or possible in full, what is
// ruled out folded beneath.

import type { ReactNode } from "react";
import type { Certainty } from "@/lib/shared/facts/causes";

export interface CauseGroupsProps<Item> {
  /** In the order to be shown. */
  readonly causes: readonly Item[];
  /** One list item; by its name alone where it was ruled out. */
  readonly show: (cause: Item, isBrief: boolean) => ReactNode;
}

export function CauseGroups<Item extends { readonly certainty: Certainty }>({
  causes,
  show,
}: CauseGroupsProps<Item>) {
  const ruledOut = causes.filter(({ certainty }) => certainty === "ruled-out");
  const open = causes.filter(({ certainty }) => certainty !== "ruled-out");
  return (
    <>
      {open.length > 0 ? (
        <ul className="mt-2.25 grid gap-2.25">{open.map((cause) => show(cause, false))}</ul>
      ) : null}
      {ruledOut.length > 0 ? (
        <details className="mt-2.25 text-data">
          <summary className="cursor-pointer text-ink-2">{ruledOut.length} ruled out</summary>
          <ul className="mt-1.5 grid gap-1">{ruledOut.map((cause) => show(cause, true))}</ul>
        </details>
      ) : null}
    </>
  );
}
