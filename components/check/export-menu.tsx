// The results of the check as a file: CSV for a spreadsheet, JSON and JUnit for tools, Markdown for a ticket.

import { ChevronDown, Download } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import { saveFile } from "@/components/ui/save-file";
import { readCheckLines } from "@/lib/page/actions/check/check-lines";
import { checkCsv } from "@/lib/page/check/check-csv";
import { checkJson } from "@/lib/page/check/check-json";
import { checkJunit } from "@/lib/page/check/check-junit";
import { ASKS_NOTHING, type CheckLine } from "@/lib/page/check/check-lines";
import { checkMarkdown } from "@/lib/page/check/check-markdown-text";
import { formatFileTime } from "@/lib/page/format/time";
import { checkStore } from "@/lib/page/state/check-store";

interface Format {
  readonly label: string;
  readonly hint: string;
  readonly extension: string;
  readonly type: string;
  readonly make: (lines: readonly CheckLine[]) => string;
}

const FORMATS: readonly Format[] = [
  {
    label: "CSV",
    hint: "one row for each creds and server",
    extension: "csv",
    type: "text/csv",
    make: checkCsv,
  },
  {
    label: "JSON",
    hint: "as npm run check writes it",
    extension: "json",
    type: "application/json",
    make: (lines) => checkJson(lines, ASKS_NOTHING),
  },
  {
    label: "JUnit XML",
    hint: "one test case for each creds and server",
    extension: "xml",
    type: "application/xml",
    make: checkJunit,
  },
  {
    label: "Markdown",
    hint: "counts and what is not fine, for a ticket",
    extension: "md",
    type: "text/markdown",
    make: (lines) => checkMarkdown(lines, Date.now()),
  },
];

export function ExportMenu() {
  return (
    <Menu
      trigger={
        <>
          <Download aria-hidden className="size-3.5" />
          Export results
          <ChevronDown aria-hidden className="size-3.5" />
        </>
      }
      items={FORMATS.map(({ label, hint, extension, type, make }) => ({
        key: extension,
        label,
        hint,
        onSelect: () => {
          const { startedAt } = checkStore.getState();
          void readCheckLines(ASKS_NOTHING).then((lines) => {
            const name = `check-${formatFileTime(startedAt)}.${extension}`;
            saveFile(new Blob([make(lines)], { type }), name);
          });
        },
      }))}
    />
  );
}
