// The overview: everything that is loaded as one table, with counts that filter it, a search, and actions on many
// creds at once.

import { Download, Search } from "lucide-react";
import { useDeferredValue, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { CredsGrid } from "@/components/overview/creds-grid";
import { SelectionBar } from "@/components/overview/selection-bar";
import { Tiles } from "@/components/overview/tiles";
import { useRows } from "@/components/overview/use-rows";
import { useNow } from "@/components/shared/use-now";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { VisibleText } from "@/components/ui/visible-text";
import { watchNotes } from "@/lib/page/actions/overview-actions";
import { formatCount } from "@/lib/page/format/count";
import { counted, joinWords } from "@/lib/page/format/words";
import { orderRows } from "@/lib/page/overview/order-rows";
import { credsCsv } from "@/lib/page/overview/overview-export";
import { countRows, type OverviewRow } from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { parseSearch } from "@/lib/page/overview/search-rows";

/** Times in a search count from now; this is how exact they are. */
const CLOCK_STEP_MS = 10_000;

export function Overview() {
  useEffect(watchNotes, []);
  const now = useNow(CLOCK_STEP_MS);
  const rows = useRows(now);
  const typed = useStore(overviewStore, (state) => state.search);
  const order = useStore(overviewStore, (state) => state.order);
  const search = useDeferredValue(typed);
  const counts = useMemo(() => countRows(rows), [rows]);
  const { matches, problems, needsRights } = useMemo(() => parseSearch(search, now), [search, now]);
  const listed = useMemo(() => orderRows(rows.filter(matches), order), [rows, matches, order]);
  const isReading = needsRights && rows.some(({ note }) => note === undefined);
  return (
    <div className="@container relative grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto] print:hidden">
      <h1 className="sr-only">Overview</h1>
      <Tiles counts={counts} search={typed} />
      <div className="flex items-center gap-2 border-b border-line bg-sunken px-4 py-2">
        <div className="relative min-w-0 flex-1 @min-[700px]:max-w-135">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-2 left-2.5 size-3.5 text-ink-3"
          />
          <input
            type="text"
            aria-label="Search creds"
            data-hotkey="/"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            aria-invalid={problems.length > 0 ? true : undefined}
            aria-describedby="creds-search-said"
            placeholder="is:expired file:eu/ account:ORDERS may:publish:orders.eu.created"
            value={typed}
            onChange={(event) => overviewStore.setState({ search: event.currentTarget.value })}
            className="h-7.5 w-full min-w-0 rounded-[7px] border border-line-strong bg-panel pr-2.25 pl-8 text-ink aria-invalid:border-bad"
          />
        </div>
        <Button
          size="bar"
          className="ml-auto"
          disabled={listed.length === 0}
          onClick={() => saveCsv(listed)}
        >
          <Download aria-hidden className="size-3.5" />
          Export CSV
        </Button>
      </div>
      {listed.length === 0 ? (
        <Nothing isEmpty={rows.length === 0} isReading={isReading} />
      ) : (
        <CredsGrid rows={listed} order={order} nowMs={now} />
      )}
      <SelectionBar rows={rows} onExport={saveCsv} />
      <p
        id="creds-search-said"
        className="flex min-h-7 flex-wrap items-center gap-x-3 border-t border-line bg-sunken px-4 text-data text-ink-2"
      >
        <span>
          <b className="font-semibold text-ink tabular-nums">{formatCount(listed.length)}</b> of{" "}
          <b className="font-semibold text-ink tabular-nums">{formatCount(rows.length)}</b> creds
        </span>
        {isReading ? <span>Permissions are still being read</span> : null}
        {problems.length > 0 ? (
          <span role="alert" className="text-bad">
            Not understood: <VisibleText>{joinWords(problems, "and")}</VisibleText>. Terms are is:,
            file:, account:, may:, expires&lt;7d, and words.
          </span>
        ) : null}
      </p>
    </div>
  );
}

function Nothing({ isEmpty, isReading }: { isEmpty: boolean; isReading: boolean }) {
  return (
    <div className="grid content-start justify-items-start gap-3 p-4 text-ink-2">
      <p role="status">
        {isEmpty
          ? "No creds are loaded."
          : isReading
            ? "Permissions are still being read."
            : "No creds match the search."}
      </p>
      {isEmpty ? null : (
        <Button size="bar" onClick={() => overviewStore.setState({ search: "" })}>
          Show all creds
        </Button>
      )}
    </div>
  );
}

function saveCsv(rows: readonly OverviewRow[]): void {
  const name = counted(rows.length, "cred", "creds").replaceAll(/\W+/gu, "-");
  saveFile(new Blob([credsCsv(rows)], { type: "text/csv" }), `overview-${name}.csv`);
}
