// The columns of the overview's table: their names, and what a narrow table leaves out.

import type { Column } from "@/lib/page/overview/order-rows";

/** Header and rows. The virtual list lays out rows by this. */
export const ROW_HEIGHT = 30;

/** From 1181 px all columns; below that without file and last answer; below 760 px name and status. */
export const ROW_GRID =
  "grid h-[30px] grid-cols-[36px_minmax(0,1fr)_minmax(0,46%)] items-center @min-[760px]:grid-cols-[36px_minmax(140px,230px)_96px_minmax(150px,206px)_84px_minmax(0,1fr)] @min-[1181px]:grid-cols-[36px_210px_minmax(0,20%)_96px_206px_96px_minmax(0,1fr)_92px]";

const MEDIUM = "hidden @min-[760px]:block";
const WIDE = "hidden @min-[1181px]:block";

export const COLUMN_LOOKS: readonly {
  readonly column: Column;
  readonly label: string;
  readonly className: string;
}[] = [
  { column: "name", label: "Name", className: "" },
  { column: "file", label: "File", className: WIDE },
  { column: "account", label: "Account", className: MEDIUM },
  { column: "status", label: "Status", className: "" },
  { column: "expires", label: "Expires in", className: MEDIUM },
  { column: "permissions", label: "Permissions", className: MEDIUM },
  { column: "answer", label: "Last answer", className: `${WIDE} text-right` },
];

/** Class names of the cells of a column. */
export const cellClass = (column: Column): string =>
  `min-w-0 truncate px-2 ${COLUMN_LOOKS.find((look) => look.column === column)?.className ?? ""}`;
