// One row of the results: the creds, and what each server answered.

import { memo } from "react";
import { useStore } from "zustand";
import { RESULTS_GRID } from "@/components/check/results-columns";
import { VerdictCell, waitOf } from "@/components/check/verdict-cell";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { checkResultOf, checkStore } from "@/lib/page/state/check-store";
import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";

const AS_HEADER = { role: "rowheader" };
const AS_CELL = { role: "gridcell" };

/** The element id of a cell, for aria-activedescendant. */
export const cellId = (id: EntryId, column: number): string => `checked-${id}-${column}`;

export interface ResultsRowProps {
  readonly row: OverviewRow;
  /** From 1. */
  readonly position: number;
  /** Pixels below the header. */
  readonly offset: number;
  readonly activeColumn: number | null;
  /** Of the results, which change in place. */
  readonly version: number;
  readonly nowMs: number;
}

export const ResultsRow = memo(function ResultsRow(props: ResultsRowProps) {
  const { row, position, offset, activeColumn, nowMs } = props;
  const { id } = row;
  const servers = useStore(checkStore, (state) => state.servers);
  const state = checkStore.getState();
  const look = { role: "row", "aria-rowindex": position };
  return (
    <div
      {...look}
      ref={(element) => {
        if (element !== null) element.style.transform = `translateY(${offset}px)`;
      }}
      className={cx(RESULTS_GRID, "absolute top-0 left-0 w-full border-b border-line/55")}
    >
      <CredsName entry={row.entry} isUnreadable={row.status === "unreadable"} />
      {servers.map((server, column) => {
        const result = checkResultOf(state, id, column);
        const cause = result?.verdict.causes.find(({ certainty }) => certainty !== "ruled-out");
        const facts =
          result === null
            ? {}
            : {
                "data-cell": "",
                "data-key": id,
                "data-column": column,
                "data-server": server.name,
                "data-verdict": result.verdict.outcome,
                "data-cause": cause?.code,
              };
        return (
          <div
            key={server.address}
            {...{ ...AS_CELL, "aria-colindex": column + 2 }}
            {...facts}
            id={cellId(id, column)}
            className={cx(
              "flex h-full min-w-0 items-center px-2",
              result !== null && "cursor-pointer",
              activeColumn === column && "outline-2 -outline-offset-2 outline-accent",
            )}
          >
            <VerdictCell
              result={result}
              cause={cause ?? null}
              wait={waitOf(state, column)}
              nowMs={nowMs}
            />
          </div>
        );
      })}
    </div>
  );
});

interface CredsNameProps {
  readonly entry: EntrySummary;
  readonly isUnreadable: boolean;
}

/** Made once for its creds, while results come. */
const CredsName = memo(function CredsName({ entry, isUnreadable }: CredsNameProps) {
  return (
    <div
      {...AS_HEADER}
      title={escapedText(entry.path)}
      className="sticky left-0 z-1 flex h-full min-w-0 items-center gap-2 bg-panel pr-2 pl-4"
    >
      {isUnreadable ? null : <KeyFace of={entry.subject ?? entry.id} size="sm" />}
      <span className="min-w-0 truncate font-medium">
        <VisibleText>{entry.label}</VisibleText>
      </span>
    </div>
  );
});
