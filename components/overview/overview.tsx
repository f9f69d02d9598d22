// The overview: everything that is loaded as one table, with counts that filter it, a search, and actions on many
// creds at once; and the same creds under one question, "Who may".

import { useCallback, useDeferredValue, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { CheckDialog } from "@/components/check/check-dialog";
import { ResultsView } from "@/components/check/results-view";
import { RunBar } from "@/components/check/run-bar";
import { ExpiryStrip } from "@/components/overview/expiry-strip";
import { OverviewToolbar } from "@/components/overview/overview-toolbar";
import { SelectionBar } from "@/components/overview/selection-bar";
import { TABLE_LOOK } from "@/components/overview/table/creds-columns";
import { CredsGrid } from "@/components/overview/table/creds-grid";
import { TableCells } from "@/components/overview/table/table-cells";
import { Tiles } from "@/components/overview/tiles";
import { useOrdered } from "@/components/overview/use-ordered";
import { useRows } from "@/components/overview/use-rows";
import { MatrixView, useMatrix } from "@/components/overview/who/matrix-view";
import { useWho } from "@/components/overview/who/use-who";
import { WhoForm } from "@/components/overview/who/who-form";
import { WhoView } from "@/components/overview/who/who-view";
import { useNow } from "@/components/shared/use-now";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { VisibleText } from "@/components/ui/visible-text";
import { watchNotes } from "@/lib/page/actions/overview-actions";
import { formatCount } from "@/lib/page/format/count";
import { counted, joinWords } from "@/lib/page/format/words";
import { askToCheck } from "@/lib/page/overview/check-choice";
import type { Column } from "@/lib/page/overview/order-rows";
import { credsCsv } from "@/lib/page/overview/overview-export";
import { countRows, type OverviewRow } from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { parseSearch } from "@/lib/page/overview/search-rows";
import { whoCsv } from "@/lib/page/overview/who-export";
import { matrixCsv } from "@/lib/page/overview/who-matrix";

/** Times in a search count from now; this is how exact they are. */
const CLOCK_STEP_MS = 10_000;

export function Overview() {
  useEffect(watchNotes, []);
  const now = useNow(CLOCK_STEP_MS);
  const rows = useRows(now);
  const typed = useStore(overviewStore, (state) => state.search);
  const order = useStore(overviewStore, (state) => state.order);
  const view = useStore(overviewStore, (state) => state.view);
  const isWho = view === "who";
  const search = useDeferredValue(typed);
  const counts = useMemo(() => countRows(rows), [rows]);
  const { matches, problems, needsRights } = useMemo(() => parseSearch(search, now), [search, now]);
  const ordered = useOrdered(rows, order);
  const listed = useMemo(() => ordered.filter(matches), [ordered, matches]);
  const isReading =
    (needsRights || isWho) &&
    rows.some(({ note, status }) => note === undefined && status !== "unreadable");
  const isMatrix = useStore(overviewStore, (state) => isWho && state.whoMode === "list");
  const who = useWho(isWho && !isMatrix ? listed : null);
  const matrix = useMatrix(isMatrix ? listed : null);
  const drawCells = useCallback((row: OverviewRow) => <TableCells row={row} nowMs={now} />, [now]);
  const said = nothingText(rows.length === 0, isReading);
  const shown = matrix?.rows.length ?? (isWho ? who.listed.length : listed.length);
  const onExport = () => {
    if (matrix !== null) saveCsv(`who-may-${matrix.questions.length}-subjects`, matrixCsv(matrix));
    else if (isWho) saveCsv(`who-may-${shown}-creds`, whoCsv(who.listed));
    else saveTable(listed);
  };
  return (
    <div className="@container relative grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_auto_minmax(0,1fr)_auto] print:hidden">
      <h1 className="sr-only">Overview</h1>
      {isWho ? (
        <WhoForm answer={who.answer} />
      ) : (
        <div className="min-w-0">
          <Tiles counts={counts} search={typed} />
          <ExpiryStrip rows={rows} listed={listed} search={typed} nowMs={now} />
        </div>
      )}
      <OverviewToolbar
        hasProblems={problems.length > 0}
        checkable={listed.length}
        onCheck={() => askToCheck(listed.map(({ id }) => id))}
        canExport={shown > 0 && matrix?.questions.length !== 0}
        onExport={onExport}
      />
      <div>{isWho ? null : <RunBar />}</div>
      {matrix !== null ? (
        <MatrixView matrix={matrix} nothing={said} />
      ) : isWho ? (
        <WhoView {...who} nothing={who.answer === null ? ASK : said} />
      ) : view === "servers" && rows.length > 0 ? (
        <ResultsView rows={listed} nowMs={now} />
      ) : listed.length === 0 ? (
        <Nothing said={said} isEmpty={rows.length === 0} />
      ) : (
        <CredsGrid
          label="Creds"
          look={TABLE_LOOK}
          rows={listed}
          drawCells={drawCells}
          sorting={{ ...order, onSort: sortBy }}
        />
      )}
      {view === "servers" ? null : <SelectionBar rows={rows} onExport={saveTable} />}
      <CheckDialog />
      <p
        id="creds-search-said"
        className="flex min-h-7 flex-wrap items-center gap-x-3 border-t border-line bg-sunken px-4 text-data text-ink-2"
      >
        <span>
          <b className="font-semibold text-ink tabular-nums">{formatCount(shown)}</b> of{" "}
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

const ASK =
  "Type a subject, with or without wildcards. Each loaded creds is then listed with its answer and the rule that decides, the widest first. Nothing is sent.";

function nothingText(isEmpty: boolean, isReading: boolean): string {
  if (isEmpty) return "No creds are loaded.";
  return isReading ? "Permissions are still being read." : "No creds match the search.";
}

function Nothing({ said, isEmpty }: { said: string; isEmpty: boolean }) {
  return (
    <div className="grid content-start justify-items-start gap-3 p-4 text-ink-2">
      <p role="status">{said}</p>
      {isEmpty ? null : (
        <Button size="bar" onClick={() => overviewStore.setState({ search: "" })}>
          Show all creds
        </Button>
      )}
    </div>
  );
}

function sortBy(column: Column): void {
  const { order } = overviewStore.getState();
  const isDescending = order.column === column && !order.isDescending;
  overviewStore.setState({ order: { column, isDescending } });
}

function saveTable(rows: readonly OverviewRow[]): void {
  saveCsv(
    `overview-${counted(rows.length, "creds", "creds").replaceAll(/\W+/gu, "-")}`,
    credsCsv(rows),
  );
}

function saveCsv(name: string, text: string): void {
  saveFile(new Blob([text], { type: "text/csv" }), `${name}.csv`);
}
