// The full diagnosis of one result, for creds whose connection the workbench shows.

import { ReportBody } from "@/components/report/report-body";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import type { CheckedReport } from "@/lib/page/actions/check/open-checked";

export interface CheckedReportDialogProps {
  readonly shown: CheckedReport | null;
  readonly onClose: () => void;
}

export function CheckedReportDialog({ shown, onClose }: CheckedReportDialogProps) {
  return (
    <Modal title="Result of the check" isOpen={shown !== null} onClose={onClose} wide>
      {shown === null ? null : (
        <div className="max-h-[70vh] overflow-y-auto">
          <p className="text-ink-2">
            <VisibleText>{shown.title}</VisibleText> is connected and stays connected. This is what
            the check observed.
          </p>
          <ReportBody report={shown.report} />
        </div>
      )}
    </Modal>
  );
}
