// The columns of the overview's tables: their names, widths, and what a narrow table leaves out.

import type { Column } from "@/lib/page/overview/order-rows";

/** Header and rows. The virtual list lays out rows by this. */
export const ROW_HEIGHT = 30;

export interface ColumnLook<T extends string = string> {
  readonly column: T;
  readonly label: string;
  readonly className: string;
}

/** One table: the columns after the box, and the class names that lay out header and rows. */
export interface GridLook<T extends string = string> {
  readonly rowClass: string;
  readonly columns: readonly ColumnLook<T>[];
}

const MEDIUM = "hidden @min-[760px]:block";
const WIDE = "hidden @min-[1181px]:block";

/** From 1181 px all columns; below that without file and last answer; below 760 px name and status. */
export const TABLE_LOOK: GridLook<Column> = {
  rowClass:
    "grid h-[30px] grid-cols-[36px_minmax(0,1fr)_minmax(0,46%)] items-center @min-[760px]:grid-cols-[36px_minmax(140px,230px)_96px_minmax(150px,206px)_84px_minmax(0,1fr)] @min-[1181px]:grid-cols-[36px_210px_minmax(0,20%)_96px_206px_96px_minmax(0,1fr)_92px]",
  columns: [
    { column: "name", label: "Name", className: "" },
    { column: "file", label: "File", className: WIDE },
    { column: "account", label: "Account", className: MEDIUM },
    { column: "status", label: "Status", className: "" },
    { column: "expires", label: "Expires in", className: MEDIUM },
    { column: "permissions", label: "Permissions", className: MEDIUM },
    { column: "answer", label: "Last answer", className: `${WIDE} text-right` },
  ],
};

/** Narrow tables keep the name, the answer and its rule. */
export const WHO_LOOK: GridLook = {
  rowClass:
    "grid h-[30px] grid-cols-[36px_minmax(0,1fr)_104px_minmax(0,30%)] items-center @min-[760px]:grid-cols-[36px_minmax(140px,220px)_150px_minmax(0,1fr)_110px_minmax(120px,190px)] @min-[1181px]:grid-cols-[36px_220px_150px_minmax(0,1fr)_22%_110px_206px]",
  columns: [
    { column: "name", label: "Name", className: "" },
    { column: "answer", label: "Answer", className: "" },
    { column: "rule", label: "By the rule", className: "" },
    { column: "file", label: "File", className: WIDE },
    { column: "account", label: "Account", className: MEDIUM },
    { column: "status", label: "Status", className: MEDIUM },
  ],
};

/** Class names of the cells of a column. */
export const cellClass = <T extends string>({ columns }: GridLook<T>, column: T): string =>
  `min-w-0 truncate px-2 ${columns.find((look) => look.column === column)?.className ?? ""}`;
