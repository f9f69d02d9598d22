// The cells of the table after the name: file, account, status, expiry, permissions, last answer. The table of
// "Who may" has some of them, too.

import { cellClass, type GridLook, TABLE_LOOK } from "@/components/overview/table/creds-columns";
import { AS_CELL } from "@/components/overview/table/creds-row";
import { ExpiryText, PermissionsText, StatusText } from "@/components/overview/table/row-texts";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatLatency } from "@/lib/page/format/duration";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";

interface CellProps {
  readonly row: OverviewRow;
  readonly look: GridLook;
}

export function TableCells({ row, nowMs }: { readonly row: OverviewRow; readonly nowMs: number }) {
  const { answerMs } = row;
  return (
    <>
      <FileCell row={row} look={TABLE_LOOK} />
      <AccountCell row={row} look={TABLE_LOOK} />
      <StatusCell row={row} look={TABLE_LOOK} />
      <div {...AS_CELL} className={cx(cellClass(TABLE_LOOK, "expires"), "text-ink-2")}>
        <ExpiryText row={row} nowMs={nowMs} />
      </div>
      <div {...AS_CELL} className={cellClass(TABLE_LOOK, "permissions")}>
        <PermissionsText row={row} />
      </div>
      <div {...AS_CELL} className={cx(cellClass(TABLE_LOOK, "answer"), "text-ink-2 tabular-nums")}>
        {answerMs === null ? "–" : formatLatency(answerMs)}
      </div>
    </>
  );
}

export function FileCell({ row: { entry }, look }: CellProps) {
  return (
    <div
      {...AS_CELL}
      title={escapedText(entry.path)}
      className={cx(cellClass(look, "file"), "mono text-data text-ink-2")}
    >
      <VisibleText>{entry.path}</VisibleText>
    </div>
  );
}

export function AccountCell({ row: { entry, account }, look }: CellProps) {
  return (
    <div
      {...AS_CELL}
      title={entry.account ?? undefined}
      className={cx(cellClass(look, "account"), "text-ink-2")}
    >
      <VisibleText>{account}</VisibleText>
    </div>
  );
}

export function StatusCell({ row, look }: CellProps) {
  return (
    <div {...AS_CELL} className={cellClass(look, "status")}>
      <StatusText row={row} />
    </div>
  );
}
