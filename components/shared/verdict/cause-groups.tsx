// The list of causes of a verdict and of a saved report. Proven, likely and possible causes are shown in
// full; causes that are ruled out are folded below them.

import type { ReactNode } from "react";
import type { Certainty } from "@/lib/shared/facts/causes";

export interface CauseGroupsProps<Item> {
  /** In the order in which they are shown. */
  readonly causes: readonly Item[];
  /** Renders one list item; `isBrief` asks for the title only. */
  readonly renderCause: (cause: Item, isBrief: boolean) => ReactNode;
}

export function CauseGroups<Item extends { readonly certainty: Certainty }>({
  causes,
  renderCause,
}: CauseGroupsProps<Item>) {
  const ruledOut = causes.filter(({ certainty }) => certainty === "ruled-out");
  const open = causes.filter(({ certainty }) => certainty !== "ruled-out");
  return (
    <>
      {open.length > 0 ? (
        <ul className="mt-2.25 grid gap-2.25">{open.map((cause) => renderCause(cause, false))}</ul>
      ) : null}
      {ruledOut.length > 0 ? (
        <details className="mt-2.25 text-data">
          <summary className="cursor-pointer text-ink-2">{ruledOut.length} ruled out</summary>
          <ul className="mt-1.5 grid gap-1">{ruledOut.map((cause) => renderCause(cause, true))}</ul>
        </details>
      ) : null}
    </>
  );
}
