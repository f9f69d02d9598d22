// One row of the overview: face and name, file, account, status, expiry, permissions, last answer.

import { Check } from "lucide-react";
import { memo } from "react";
import { cellClass, ROW_GRID } from "@/components/overview/creds-columns";
import { ExpiryText, PermissionsText, StatusText } from "@/components/overview/row-texts";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatLatency } from "@/lib/page/format/duration";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import type { EntryId } from "@/lib/shared/facts/creds";

const AS_CELL = { role: "gridcell" };

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
  readonly nowMs: number;
}

export const CredsRow = memo(function CredsRow(props: CredsRowProps) {
  const { row, position, offset, isActive, isChosen, nowMs } = props;
  const { id, entry, status, account, answerMs } = row;
  const look = {
    role: "row",
    "aria-rowindex": position,
    "aria-selected": isChosen,
  };
  return (
    <div
      {...look}
      id={rowId(id)}
      data-creds={id}
      data-status={status}
      ref={(element) => {
        if (element !== null) element.style.transform = `translateY(${offset}px)`;
      }}
      className={cx(
        ROW_GRID,
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
      <div {...AS_CELL} className={cx(cellClass("name"), "flex items-center gap-2")}>
        {status === "unreadable" ? null : <KeyFace of={entry.subject ?? id} size="sm" />}
        <span
          data-open
          title={`Open ${escapedText(entry.label)} in the workbench`}
          className="min-w-0 cursor-pointer truncate font-medium hover:underline"
        >
          <VisibleText>{entry.label}</VisibleText>
        </span>
      </div>
      <div
        {...AS_CELL}
        title={escapedText(entry.path)}
        className={cx(cellClass("file"), "mono text-data text-ink-2")}
      >
        <VisibleText>{entry.path}</VisibleText>
      </div>
      <div
        {...AS_CELL}
        title={entry.account ?? undefined}
        className={cx(cellClass("account"), "text-ink-2")}
      >
        <VisibleText>{account}</VisibleText>
      </div>
      <div {...AS_CELL} className={cellClass("status")}>
        <StatusText row={row} />
      </div>
      <div {...AS_CELL} className={cx(cellClass("expires"), "text-ink-2")}>
        <ExpiryText row={row} nowMs={nowMs} />
      </div>
      <div {...AS_CELL} className={cellClass("permissions")}>
        <PermissionsText row={row} />
      </div>
      <div {...AS_CELL} className={cx(cellClass("answer"), "text-ink-2 tabular-nums")}>
        {answerMs === null ? "–" : formatLatency(answerMs)}
      </div>
    </div>
  );
});
