// What the compared creds differ in besides their subjects, as a table.

import { useState } from "react";
import { Box } from "@/components/shared/box";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { counted } from "@/lib/page/format/words";
import { type CredsRow, differingRows } from "./creds-rows";
import type { Side } from "./side";
import { SideTable } from "./side-table";

export interface OtherDifferencesProps {
  readonly sides: readonly Side[];
  readonly rows: readonly CredsRow[];
}

export function OtherDifferences({ sides, rows }: OtherDifferencesProps) {
  const [isAll, setIsAll] = useState(false);
  const differing = new Set(differingRows(rows));
  const shown = isAll ? rows : rows.filter((row) => differing.has(row));
  return (
    <Box
      title="Account, expiry and limits"
      count={`${counted(differing.size, "difference")} of ${counted(rows.length, "value")}`}
      end={
        <Segmented
          label="Values to show"
          options={[
            { value: "differs", label: "Differences" },
            { value: "all", label: "All values" },
          ]}
          value={isAll ? "all" : "differs"}
          onChange={(value) => setIsAll(value === "all")}
        />
      }
    >
      {shown.length === 0 ? (
        <p className="px-3 py-2 text-ink-2">They are alike in all of these.</p>
      ) : (
        <SideTable
          sides={sides}
          caption="Account, expiry and limits of these creds"
          first={[["What", "w-44"]]}
        >
          {shown.map((row) => (
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
        </SideTable>
      )}
    </Box>
  );
}
