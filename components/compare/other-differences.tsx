// What the compared creds differ in besides their subjects, as a table.

import { Box } from "@/components/shared/box";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { type CredsRow, differingRows } from "./creds-rows";
import type { Side } from "./side";
import { SideHeads } from "./side-heads";

export interface OtherDifferencesProps {
  readonly sides: readonly Side[];
  readonly rows: readonly CredsRow[];
}

export function OtherDifferences({ sides, rows }: OtherDifferencesProps) {
  const differing = new Set(differingRows(rows));
  return (
    <Box
      title="Account, expiry and limits"
      count={`${differing.size === 1 ? "1 difference" : `${differing.size} differences`} of ${rows.length}`}
    >
      <div className="overflow-x-auto">
        <table className="w-full min-w-130 table-fixed border-collapse">
          <SideHeads sides={sides} first={["What"]} />
          <tbody>
            {rows.map((row) => (
              <tr
                key={row.name}
                data-differs={differing.has(row)}
                className="border-b border-line align-top last:border-b-0"
              >
                <th scope="row" className="px-3 py-1.5 text-left font-normal text-ink-2">
                  {row.name}
                </th>
                {row.values.map((value, index) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: the sides keep their order.
                    key={index}
                    className={cx(
                      "px-3 py-1.5 wrap-anywhere",
                      differing.has(row) ? "font-medium" : "text-ink-2",
                    )}
                  >
                    <VisibleText>{value}</VisibleText>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Box>
  );
}
