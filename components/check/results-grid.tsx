// The results of a check as a grid: a row for each creds, a column for each server. Only the rows in view are in the
// document. The grid has the focus and the keys: arrows move from cell to cell, Enter opens the diagnosis.

import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { useStore } from "zustand";
import { CheckedReportDialog } from "@/components/check/checked-report";
import { RESULTS_GRID } from "@/components/check/results-columns";
import { cellId, ResultsRow } from "@/components/check/results-row";
import { EnvironmentBadge } from "@/components/connect/server/server-marks";
import { nextIndex } from "@/components/shared/list-keys";
import { GridHead, useVirtualRows, VirtualRows } from "@/components/shared/virtual-rows";
import { VisibleText } from "@/components/ui/visible-text";
import { type CheckedReport, openChecked } from "@/lib/page/actions/check/open-checked";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { checkStore } from "@/lib/page/state/check-store";
import type { EntryId } from "@/lib/shared/facts/creds";

const ROW_HEIGHT = 32;
const PAGE_STEP = 20;
const AS_HEADER = { role: "columnheader" };
/** The name, before the servers. */
const BEFORE = 1;

export interface ResultsGridProps {
  readonly rows: readonly OverviewRow[];
  /** Of the results, which change in place. */
  readonly version: number;
  readonly nowMs: number;
}

export function ResultsGrid({ rows, version, nowMs }: ResultsGridProps) {
  const servers = useStore(checkStore, (state) => state.servers);
  const [active, setActive] = useState<{ readonly id: EntryId; readonly column: number } | null>(
    null,
  );
  const [report, setReport] = useState<CheckedReport | null>(null);
  const at = active === null ? -1 : rows.findIndex(({ id }) => id === active.id);
  const { scroller, virtual } = useVirtualRows(rows, ROW_HEIGHT);
  const moveTo = (index: number, column: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActive({ id: row.id, column });
    virtual.scrollToIndex(index, { align: "auto" });
    // The cell is drawn after the scroll.
    requestAnimationFrame(() => {
      document
        .getElementById(cellId(row.id, column))
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };
  const open = async (id: EntryId, column: number) => {
    setActive({ id, column });
    setReport(await openChecked(id, column));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.altKey || event.ctrlKey || event.metaKey) return;
    const column = active?.column ?? 0;
    const next = nextIndex(event.key, at, rows.length, PAGE_STEP);
    if (next !== null) moveTo(next, column);
    else if (event.key === "ArrowRight")
      moveTo(Math.max(0, at), Math.min(servers.length - 1, column + 1));
    else if (event.key === "ArrowLeft") moveTo(Math.max(0, at), Math.max(0, column - 1));
    else if ((event.key === "Enter" || event.key === " ") && active !== null && at >= 0) {
      void open(active.id, active.column);
    } else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest("[data-cell]") : null;
    const id = element?.getAttribute("data-key") ?? null;
    const column = Number(element?.getAttribute("data-column"));
    if (id !== null) void open(id, column);
  };
  const isShown = active !== null && at >= 0;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: its rows are laid out as grids, which a table is not. */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Results"
        aria-rowcount={rows.length}
        aria-colcount={BEFORE + servers.length}
        aria-activedescendant={isShown ? cellId(active.id, active.column) : undefined}
        onKeyDown={onKeyDown}
        onClick={onClick}
        className="min-h-0 min-w-0 overflow-auto bg-panel focus-visible:-outline-offset-2"
      >
        <div
          role="presentation"
          ref={(box) => {
            // The policy allows no style attribute.
            box?.style.setProperty("--servers", String(servers.length));
          }}
          className="min-w-max"
        >
          <GridHead className={RESULTS_GRID}>
            <div {...AS_HEADER} className="sticky left-0 bg-sunken pl-4">
              Name
            </div>
            {servers.map(({ address, title, isProduction }) => (
              <div
                key={address}
                {...AS_HEADER}
                title={escapedText(title)}
                className="flex min-w-0 items-center gap-1.5 px-2"
              >
                <span className="truncate">
                  <VisibleText>{title}</VisibleText>
                </span>
                {isProduction ? <EnvironmentBadge environment="production" /> : null}
              </div>
            ))}
          </GridHead>
          <VirtualRows
            virtual={virtual}
            rows={rows}
            draw={(row, position, offset) => (
              <ResultsRow
                row={row}
                position={position}
                offset={offset}
                activeColumn={row.id === active?.id ? active.column : null}
                version={version}
                nowMs={nowMs}
              />
            )}
          />
        </div>
      </div>
      <CheckedReportDialog shown={report} onClose={() => setReport(null)} />
    </>
  );
}
