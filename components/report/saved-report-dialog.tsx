// Shows saved reports opened from files. It says first that a report is older than what is loaded. A
// report can be read and copied; nothing in it can be followed or used.

import { ChevronLeft, ChevronRight, FileWarning, History } from "lucide-react";
import { useStore } from "zustand";
import { ReportBody } from "@/components/report/report-body";
import { useNow } from "@/components/shared/use-now";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import {
  MADE_ELSEWHERE,
  savedReportMarkdown,
} from "@/lib/page/diagnosis/report/report-markdown-text";
import { formatSpan } from "@/lib/page/format/duration";
import {
  closeReports,
  type OpenReport,
  savedReportsStore,
  showReport,
} from "@/lib/page/state/saved-reports";

export function SavedReportDialog() {
  const { reports, shown } = useStore(savedReportsStore);
  const open = reports[shown];
  return (
    <Modal title="Saved report" isOpen={open !== undefined} onClose={closeReports} wide>
      {open === undefined ? null : (
        <>
          <MadeElsewhere />
          <Origin {...open} />
          {reports.length > 1 ? <Pager shown={shown} count={reports.length} /> : null}
          <ReportBody key={shown} report={open.report} />
          <div className="mt-4 flex flex-wrap gap-2.5 border-t border-line pt-4">
            <CopyButton
              text={() => savedReportMarkdown(open.report)}
              label="Copy Markdown"
              visibleText="Copy Markdown"
            />
          </div>
        </>
      )}
    </Modal>
  );
}

/** The first thing in the dialog: a forged report looks like a true one. */
function MadeElsewhere() {
  return (
    <p
      role="note"
      data-made-elsewhere
      className="mb-2 flex gap-2.5 rounded-[10px] bg-warn-soft px-3.5 py-2.5 font-semibold text-warn"
    >
      <FileWarning aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{MADE_ELSEWHERE}</span>
    </p>
  );
}

function Origin({ name, report }: OpenReport) {
  const now = useNow(60_000);
  const madeAt = Date.parse(report.madeAt);
  const agoSec = (now - madeAt) / 1_000;
  return (
    <p className="flex gap-2.5 rounded-[10px] bg-accent-soft px-3.5 py-2.5 wrap-anywhere">
      <History aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <span className="min-w-0">
        From{" "}
        <b className="font-semibold">
          <VisibleText>{name}</VisibleText>
        </b>
        , made <When ms={madeAt} precise />
        {report.madeBy === null ? null : (
          <>
            {" "}
            by <VisibleText>{report.madeBy}</VisibleText>
          </>
        )}
        {agoSec >= 60 ? ` (${formatSpan(agoSec)} ago)` : ""}. It shows what was observed then, not
        what is loaded now. All its text comes from the file.
      </span>
    </p>
  );
}

/** Wraps around at both ends, so that the pressed button is never disabled under the pointer. */
function Pager({ shown, count }: { shown: number; count: number }) {
  return (
    <div className="mt-3 flex items-center gap-1.5">
      <Button
        size="sm"
        aria-label="Previous report"
        onClick={() => showReport((shown + count - 1) % count)}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
      </Button>
      <p aria-live="polite" className="px-1 text-data text-ink-2 tabular-nums">
        {shown + 1} of {count}
      </p>
      <Button size="sm" aria-label="Next report" onClick={() => showReport((shown + 1) % count)}>
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </div>
  );
}
