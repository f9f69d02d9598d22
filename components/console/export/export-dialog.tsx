// The choices of an export, then its progress. An export goes on when the dialog is closed.

import { useState } from "react";
import { useStore } from "zustand";
import { useSampledWindow } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { Progress } from "@/components/ui/progress";
import { VisibleText } from "@/components/ui/visible-text";
import {
  cancelExport,
  type ExportProgress,
  exportStore,
} from "@/lib/page/actions/export/export-actions";
import { canWriteToDisk } from "@/lib/page/actions/export-sink";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { ExportFormat } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { Choice } from "./choice";
import { ScopeChoice, useScope } from "./scope-choice";
import { DOWNLOAD_MOST_BYTES, startExport } from "./start-export";

interface ExportDialogProps {
  readonly id: EntryId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ExportDialog({ id, isOpen, onClose }: ExportDialogProps) {
  const progress = useStore(exportStore, (state) => state.progress);
  return (
    <Modal title="Export messages" isOpen={isOpen} onClose={onClose}>
      {progress === null ? (
        <Choices id={id} onClose={onClose} />
      ) : (
        <Running progress={progress} onClose={onClose} />
      )}
    </Modal>
  );
}

type Destination = "disk" | "download";

function Choices({ id, onClose }: Omit<ExportDialogProps, "isOpen">) {
  const counts = useSampledWindow()?.counts;
  const [scope, setScope] = useScope();
  const [format, setFormat] = useState<ExportFormat>("ndjson");
  const canPick = canWriteToDisk();
  const isLarge = (counts?.bytes ?? 0) > DOWNLOAD_MOST_BYTES;
  const [destination, setDestination] = useState<Destination>(
    canPick && isLarge ? "disk" : "download",
  );

  const onStart = () => {
    onClose();
    void startExport({ id, format, scope, toDisk: destination === "disk" });
  };

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onStart();
      }}
    >
      <ScopeChoice value={scope.kind} onChange={setScope} />
      <Choice
        legend="Format"
        value={format}
        onChange={setFormat}
        options={[
          {
            value: "ndjson",
            label: "NDJSON",
            hint: "One JSON object per line, exact payloads in base64, and the decoded text beside them. Can be opened here again.",
          },
          {
            value: "csv",
            label: "CSV",
            hint: "For spreadsheets. Text stays text, what can be decoded is text, and other payloads are in base64.",
          },
        ]}
      />
      <Choice
        legend="Destination"
        value={destination}
        onChange={setDestination}
        options={[
          {
            value: "disk",
            label: "Directly to a file",
            hint: canPick
              ? "Written in parts, so it may be larger than memory."
              : "This browser does not let a page write files.",
            isDisabled: !canPick,
          },
          {
            value: "download",
            label: "Download",
            hint: "The browser collects the whole export in memory, then saves it.",
          },
        ]}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary">
          {destination === "disk" ? "Choose a file" : "Download"}
        </Button>
      </div>
    </form>
  );
}

interface RunningProps {
  readonly progress: ExportProgress;
  readonly onClose: () => void;
}

function Running({ progress, onClose }: RunningProps) {
  const { fileName, fileBytes, written, missed, scanned, total, isReading } = progress;
  return (
    <div className="grid gap-3">
      <p className="wrap-anywhere">
        {isReading ? "Reading the stream for " : "Writing "}
        <code>
          <VisibleText>{fileName}</VisibleText>
        </code>
      </p>
      <Progress label={isReading ? "Stream read" : "Rows written"} value={scanned} max={total} />
      <p className="text-ink-2 tabular-nums">
        {isReading
          ? `${formatCount(written)} messages read. Keep the stream open until it is read.`
          : `${formatCount(written)} messages, ${formatBytes(fileBytes)}`}
        {missed === 0 ? "" : `; ${formatCount(missed)} were dropped before they could be written`}
      </p>
      <div className="flex justify-end gap-2">
        <Button tone="danger" onClick={cancelExport}>
          Cancel export
        </Button>
        <Button onClick={onClose}>Continue in the background</Button>
      </div>
    </div>
  );
}
