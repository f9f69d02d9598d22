// One row of a table of the overview: the box, face and name, and the cells of that table.

import { Check } from "lucide-react";
import { memo, type ReactNode } from "react";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import type { EntryId } from "@/lib/shared/facts/creds";

/** The grid has the focus and the keys; rows and cells are parts of it. */
export const AS_CELL = { role: "gridcell" };

/** The element id of a row, for aria-activedescendant. */
export const rowId = (id: EntryId): string => `creds-${id}`;

export interface CredsRowProps {
  readonly row: OverviewRow;
  /** From 1. */
  readonly position: number;
  /** Pixels below the header. */
  readonly offset: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly rowClass: string;
  readonly drawCells: (row: OverviewRow) => ReactNode;
  /** Further attributes of the row, for tools and tests. */
  readonly factsOf?: ((row: OverviewRow) => Readonly<Record<string, string>>) | undefined;
}

export const CredsRow = memo(function CredsRow(props: CredsRowProps) {
  const { row, position, offset, isActive, isChosen, rowClass, drawCells, factsOf } = props;
  const { id, entry, status } = row;
  const look = {
    role: "row",
    "aria-rowindex": position,
    "aria-selected": isChosen,
  };
  return (
    <div
      {...look}
      {...factsOf?.(row)}
      id={rowId(id)}
      data-creds={id}
      data-status={status}
      ref={(element) => {
        if (element !== null) element.style.transform = `translateY(${offset}px)`;
      }}
      className={cx(
        rowClass,
        "absolute top-0 left-0 w-full border-b border-line/55",
        isChosen ? "bg-accent-soft" : "hover:bg-sunken",
        isActive && "outline-2 -outline-offset-2 outline-accent",
      )}
    >
      <div {...AS_CELL} data-box className="flex h-full cursor-pointer items-center pl-4">
        <span
          className={cx(
            "grid size-3.5 place-items-center rounded-[4px] border",
            isChosen ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-panel",
          )}
        >
          {isChosen ? <Check aria-hidden className="size-3" strokeWidth={3} /> : null}
          <span className="sr-only">{isChosen ? "selected" : "not selected"}</span>
        </span>
      </div>
      <div {...AS_CELL} className="flex min-w-0 items-center gap-2 truncate px-2">
        {status === "unreadable" ? null : <KeyFace of={entry.subject ?? id} size="sm" />}
        <span
          data-open
          title={`Open ${escapedText(entry.label)} in the workbench`}
          className="min-w-0 cursor-pointer truncate font-medium hover:underline"
        >
          <VisibleText>{entry.label}</VisibleText>
        </span>
      </div>
      {drawCells(row)}
    </div>
  );
});
