// Export in the toolbar: one click downloads the listed messages as NDJSON, and the arrow beside it opens all
// other choices. While an export runs, the button shows its progress.

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { useSampledWindow } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { exportStore } from "@/lib/page/actions/export/export-actions";
import { listedFilter, viewOf } from "@/lib/page/state/console-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import { ExportDialog } from "./export-dialog";
import { DOWNLOAD_MOST_BYTES, startExport } from "./start-export";

export function ExportControls({ id }: { id: EntryId }) {
  const [isOpen, setIsOpen] = useState(false);
  const progress = useStore(exportStore, (state) => state.progress);
  const counts = useSampledWindow()?.counts;
  const hasMessages = (counts?.kept ?? 0) > 0;
  const percent =
    progress === null ? 0 : Math.floor((100 * progress.scanned) / Math.max(1, progress.total));

  const onExport = () => {
    if (progress !== null || (counts?.bytes ?? 0) > DOWNLOAD_MOST_BYTES) return setIsOpen(true);
    const text = listedFilter(viewOf(id));
    const scope =
      text === "" ? { kind: "all" as const } : { kind: "matching" as const, filter: { text } };
    void startExport({ id, format: "ndjson", scope, toDisk: false });
  };

  return (
    <div className="flex">
      <Button
        size="sm"
        disabled={!hasMessages && progress === null}
        title="Download the listed messages as NDJSON"
        data-hotkey="E"
        onClick={onExport}
        className="rounded-r-none tabular-nums"
      >
        Export
        {progress === null ? null : (
          <span aria-hidden>{progress.isReading ? `reading ${percent}%` : `${percent}%`}</span>
        )}
      </Button>
      <Button
        size="sm"
        aria-label="Export choices"
        title="Choose messages, format and destination"
        disabled={!hasMessages && progress === null}
        onClick={() => setIsOpen(true)}
        className="-ml-px rounded-l-none px-1!"
      >
        <ChevronDown aria-hidden className="size-3.5" />
      </Button>
      <ExportDialog id={id} isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </div>
  );
}
