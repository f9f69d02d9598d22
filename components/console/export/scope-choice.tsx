// Which messages an export or a replay takes: all that are kept, those that match the filter, or the selected ones.

import { useState } from "react";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { formatCount } from "@/lib/page/format/count";
import { type ConsoleView, matchingFilter } from "@/lib/page/state/console-store";
import type { ExportScope } from "@/lib/shared/facts/console";
import { Choice } from "./choice";

type Kind = ExportScope["kind"];

export interface ScopeChoiceProps {
  readonly value: Kind;
  readonly onChange: (kind: Kind) => void;
}

/** The chosen scope. At first it is what the user has selected or filtered. */
export function useScope(): readonly [ExportScope, (kind: Kind) => void] {
  const filter = useView(matchingFilter);
  const marked = useView((view) => view.marked);
  const seqs = useSelectedSeqs();
  const [kind, setKind] = useState<Kind>(
    marked.size > 0 ? "selected" : filter === "" ? "all" : "matching",
  );
  switch (kind) {
    case "all":
      return [{ kind }, setKind];
    case "matching":
      return [{ kind, filter: { text: filter } }, setKind];
    case "selected":
      return [{ kind, seqs }, setKind];
  }
}

export function ScopeChoice({ value, onChange }: ScopeChoiceProps) {
  const filter = useView(matchingFilter);
  const hint = useView(filterHint);
  const seqs = useSelectedSeqs();
  const counts = useSampledWindow()?.counts;
  return (
    <Choice
      legend="Messages"
      value={value}
      onChange={onChange}
      options={[
        { value: "all", label: "All kept", hint: formatCount(counts?.kept ?? 0) },
        {
          value: "matching",
          label: "Matching the filter",
          hint: hint === "" ? "No filter is set" : hint,
          isDisabled: filter === "",
        },
        {
          value: "selected",
          label: "Selected",
          hint:
            seqs.length === 0
              ? "Select messages with Ctrl or Shift and a click"
              : formatCount(seqs.length),
          isDisabled: seqs.length === 0,
        },
      ]}
    />
  );
}

/** What was typed, without the terms that muted subscriptions add to it. */
function filterHint({ filter, muted, solo }: ConsoleView): string {
  const isMuted = muted.size > 0 || solo !== null;
  const parts = [filter.trim(), isMuted ? "without muted subscriptions" : ""];
  return parts.filter((part) => part !== "").join(", ");
}

/** The marked messages, or the open one. */
function useSelectedSeqs(): readonly number[] {
  const marked = useView((view) => view.marked);
  const open = useView((view) => view.detail);
  return marked.size > 0 ? [...marked] : open === null ? [] : [open.seq];
}
