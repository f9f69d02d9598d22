// The download of an object: how far it is, and how it ended. A digest that does not fit is an error, and then no file
// is kept.

import { Refused } from "@/components/jetstream/parts/refused";
import { shownName } from "@/components/jetstream/parts/stored-items";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Progress } from "@/components/ui/progress";
import { VisibleText } from "@/components/ui/visible-text";
import { cancelDownload } from "@/lib/page/actions/stored/object-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { objectCommand } from "@/lib/page/console/nats-command";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { formatBytes } from "@/lib/page/format/bytes";
import type { Download, DownloadEnd } from "@/lib/page/state/stored/object-store";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface DownloadBarProps {
  readonly id: EntryId;
  readonly domain: string;
  readonly download: Download;
}

export function DownloadBar({ id, domain, download }: DownloadBarProps) {
  const { stream, name, bytes, total, end } = download;
  const isFailed = end !== null && end.kind !== "kept" && end.kind !== "cancelled";
  return (
    <section
      aria-label="Download"
      data-download={end?.kind ?? "running"}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3.5 py-1.5 text-data"
    >
      <code className="min-w-0 truncate">
        <VisibleText>{name}</VisibleText>
      </code>
      {end === null ? (
        <>
          <Progress
            label={`Downloading ${escapedText(name)}`}
            value={bytes}
            max={total}
            className="w-40"
          />
          <span className="tabular-nums text-ink-2">
            {formatBytes(bytes)} of {formatBytes(total)}
          </span>
          <Button size="sm" onClick={() => cancelDownload(id)}>
            Cancel download
          </Button>
        </>
      ) : end.kind === "silence" ? (
        <Refused answer={end.silence} subject={`DIRECT.GET.${stream}`} />
      ) : (
        <span role={isFailed ? "alert" : "status"} className={isFailed ? "text-bad" : "text-ok"}>
          <VisibleText>{endText(end, download)}</VisibleText>
        </span>
      )}
      {isFailed ? (
        <CopyButton
          text={objectCommand(domain, shownName(stream), name)}
          label="Copy the nats command that downloads it"
        />
      ) : null}
    </section>
  );
}

function endText(end: Exclude<DownloadEnd, { kind: "silence" }>, { isToDisk }: Download): string {
  switch (end.kind) {
    case "kept": {
      const done = `${isToDisk ? "Written" : "Handed to the browser"}, ${formatBytes(end.bytes)}.`;
      return end.isVerified
        ? `${done} The digest fits.`
        : `${done} The object has no digest, so it could not be verified.`;
    }
    case "cancelled":
      return end.isRemoved
        ? "Cancelled. Nothing was kept."
        : `Cancelled. ${leftText(end.isRemoved)}`;
    case "gone":
      return "The store does not hold this object any more. Refresh the list.";
    case "mismatch":
      return `The digest does not match: the object names ${end.expected}, its chunks give ${end.digest}. ${leftText(end.isRemoved)} Ask its owner to store it again.`;
    case "incomplete":
      return `The object is incomplete: ${formatBytes(end.bytes)} of ${formatBytes(end.expected)} came. ${leftText(end.isRemoved)} Ask its owner to store it again.`;
    case "disk":
      return `The browser could not write the file${end.text === "" ? "" : ` (${end.text})`}. ${leftText(end.isRemoved)} Choose another folder, or use the nats command.`;
    case "fault": {
      const { title, next } = actionText(end.fault);
      return `${title}. ${next}`;
    }
  }
}

const leftText = (isRemoved: boolean) =>
  isRemoved ? "The file was removed." : "An empty file may be left; delete it.";
