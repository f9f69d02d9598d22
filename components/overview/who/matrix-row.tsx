// One row of the matrix of "Who may": the creds, and a mark for each question in view.

import { AnswerMark, DECISION_LOOKS } from "@/components/permissions/decision-mark";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import type { WhoMatrix } from "@/lib/page/overview/who-matrix";
import type { Decision } from "@/lib/page/permissions/decision";

// The grid has the focus and the keys; rows and cells are parts of it.
const AS_ROW_HEAD = { role: "rowheader" };
const asRow = (position: number) => ({ role: "row", "aria-rowindex": position + 2 });
const asCell = (column: number, isActive: boolean) => ({
  role: "gridcell",
  "aria-colindex": column + 2,
  "aria-selected": isActive,
});

/** From 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The element id of a cell, for aria-activedescendant. */
export const cellId = ({ row, column }: Place): string => `who-cell-${row}-${column}`;

export interface MatrixRowProps {
  readonly row: OverviewRow;
  /** From 0. */
  readonly position: number;
  /** Pixels below the top of the grid. */
  readonly offset: number;
  /** Those in view. */
  readonly columns: readonly number[];
  /** Pixels of the columns left of them. */
  readonly indent: number;
  readonly decisionOf: WhoMatrix["decisionOf"];
  readonly activeColumn: number | null;
}

export function MatrixRow(props: MatrixRowProps) {
  const { row, position, offset, columns, indent, decisionOf, activeColumn } = props;
  const { id, entry } = row;
  return (
    <div
      {...asRow(position)}
      ref={(element) => {
        if (element !== null) element.style.transform = `translateY(${offset}px)`;
      }}
      className="absolute inset-x-0 top-0 flex h-[30px] border-b border-line/55"
    >
      <div
        {...AS_ROW_HEAD}
        title={escapedText(entry.path)}
        className="sticky left-0 z-10 flex w-42 shrink-0 items-center gap-2 border-r border-line bg-panel px-4"
      >
        <KeyFace of={entry.subject ?? id} size="sm" />
        <span className="min-w-0 truncate font-medium">
          <VisibleText>{entry.label}</VisibleText>
        </span>
      </div>
      <Indent width={indent} />
      {columns.map((column) => {
        const decision = decisionOf(row, column);
        return decision === null ? null : (
          <Cell
            key={column}
            id={id}
            place={{ row: position, column }}
            decision={decision}
            isActive={column === activeColumn}
          />
        );
      })}
    </div>
  );
}

interface CellProps {
  readonly id: string;
  readonly place: Place;
  readonly decision: Decision;
  readonly isActive: boolean;
}

function Cell({ id, place, decision: { kind, rule, mayReply }, isActive }: CellProps) {
  return (
    <div
      {...asCell(place.column, isActive)}
      id={cellId(place)}
      data-who-cell={place.column}
      data-key={id}
      data-decision={kind}
      data-rule={rule?.text ?? ""}
      className={cx(
        "flex w-32 shrink-0 cursor-pointer items-center gap-1.5 px-2 text-data",
        kind === "denied" && !mayReply ? "text-ink-3" : "text-ink-2",
        isActive ? "outline-2 -outline-offset-2 outline-accent" : "hover:bg-sunken",
      )}
    >
      <AnswerMark kind={kind} isReply={mayReply} />
      <span className="truncate">{mayReply ? "reply only" : DECISION_LOOKS[kind].word}</span>
    </div>
  );
}

/** The room of the columns that are left of the view. */
export function Indent({ width }: { readonly width: number }) {
  return (
    <span
      aria-hidden
      className="shrink-0"
      ref={(space) => {
        if (space !== null) space.style.width = `${width}px`;
      }}
    />
  );
}
