// The view "By server": the results of the last check as a table of creds and servers, or the way to a first one.

import { Play } from "lucide-react";
import { useMemo } from "react";
import { useStore } from "zustand";
import { ResultsGrid } from "@/components/check/results-grid";
import { useCheckVersion } from "@/components/check/use-check-version";
import { Button } from "@/components/ui/button";
import { askToCheck } from "@/lib/page/overview/check-choice";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { checkStore } from "@/lib/page/state/check-store";

export interface ResultsViewProps {
  /** Those that match the search, in order. */
  readonly rows: readonly OverviewRow[];
  readonly nowMs: number;
}

export function ResultsView({ rows, nowMs }: ResultsViewProps) {
  const ids = useStore(checkStore, (state) => state.ids);
  const version = useCheckVersion();
  const checked = useMemo(() => new Set(ids), [ids]);
  const shown = useMemo(() => rows.filter(({ id }) => checked.has(id)), [rows, checked]);
  if (ids.length === 0) {
    return (
      <div className="grid content-start justify-items-start gap-3 p-4">
        <p role="status" className="max-w-prose text-ink-2">
          Nothing was checked yet. A check connects each creds to each server once and shows which
          work where, and why the others do not.
        </p>
        <Button size="bar" tone="primary" onClick={() => askToCheck(rows.map(({ id }) => id))}>
          <Play aria-hidden className="size-3.5" />
          Choose servers
        </Button>
      </div>
    );
  }
  if (shown.length === 0) {
    return (
      <div className="grid content-start justify-items-start gap-3 p-4 text-ink-2">
        <p role="status">None of the checked creds match the search.</p>
        <Button size="bar" onClick={() => overviewStore.setState({ search: "" })}>
          Show all creds
        </Button>
      </div>
    );
  }
  return <ResultsGrid rows={shown} version={version} nowMs={nowMs} />;
}
