// What can be done with the selected creds. It stands above the last rows.

import { Columns2, Download, Play, Trash2, X } from "lucide-react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { forgetMany } from "@/lib/page/actions/entry-actions";
import { compareCreds } from "@/lib/page/actions/overview-actions";
import { formatCount } from "@/lib/page/format/count";
import { askToCheck } from "@/lib/page/overview/check-choice";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";

const MOST_COMPARED = 4;

export interface SelectionBarProps {
  readonly rows: readonly OverviewRow[];
  readonly onExport: (rows: readonly OverviewRow[]) => void;
}

export function SelectionBar({ rows, onExport }: SelectionBarProps) {
  const chosen = useStore(overviewStore, (state) => state.chosen);
  if (chosen.size === 0) return null;
  const selected = rows.filter(({ id }) => chosen.has(id));
  if (selected.length === 0) return null;
  const usable = selected.filter(({ status }) => status !== "unreadable");
  const canCompare =
    usable.length === selected.length && usable.length >= 2 && usable.length <= MOST_COMPARED;
  return (
    <section
      aria-label="Selected creds"
      className="absolute bottom-10 left-1/2 z-20 flex max-w-[calc(100%-1rem)] -translate-x-1/2 flex-wrap items-center justify-center gap-1.5 rounded-xl border border-line bg-panel px-3 py-2 shadow-card"
    >
      <p role="status" className="mr-1 font-medium whitespace-nowrap tabular-nums">
        {formatCount(selected.length)} selected
      </p>
      <Button
        size="bar"
        tone="primary"
        disabled={usable.length === 0}
        onClick={() => askToCheck(selected.map(({ id }) => id))}
      >
        <Play aria-hidden className="size-3.5" />
        Check against…
      </Button>
      <Button
        size="bar"
        disabled={!canCompare}
        title={canCompare ? undefined : "Select two to four creds that can be read"}
        onClick={() => compareCreds(usable.map(({ id }) => id))}
      >
        <Columns2 aria-hidden className="size-3.5" />
        Compare
      </Button>
      <Button size="bar" aria-label="Export selected as CSV" onClick={() => onExport(selected)}>
        <Download aria-hidden className="size-3.5" />
        CSV
      </Button>
      <Button
        size="bar"
        tone="danger"
        aria-label="Forget selected"
        onClick={() => void forgetMany(selected.map(({ id }) => id))}
      >
        <Trash2 aria-hidden className="size-3.5" />
        Forget
      </Button>
      <Button
        size="icon"
        tone="quiet"
        aria-label="Clear the selection"
        onClick={() => overviewStore.setState({ chosen: new Set() })}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </section>
  );
}
