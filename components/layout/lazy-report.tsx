// The dialog for saved reports in its own bundle: most visits open no report.

import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { savedReportsStore } from "@/lib/page/state/saved-reports";

const SavedReportDialog = lazy(async () => ({
  default: (await import("@/components/report/saved-report-dialog")).SavedReportDialog,
}));

export function LazyReport() {
  const isOpen = useStore(savedReportsStore, ({ reports }) => reports.length > 0);
  return isOpen ? (
    <PanelBoundary name="The saved report">
      <Suspense fallback={null}>
        <SavedReportDialog />
      </Suspense>
    </PanelBoundary>
  ) : null;
}
