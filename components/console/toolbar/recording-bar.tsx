// Shown above the toolbar for a recording: that there is no connection, how much of the file was read, and a button
// to close it.

import { FileClock } from "lucide-react";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { VisibleText } from "@/components/ui/visible-text";
import { closeRecording } from "@/lib/page/actions/recording-actions";
import type { EntryId } from "@/lib/shared/facts/creds";

export function RecordingBar({ id }: { id: EntryId }) {
  const recording = useVault((state) => state.recordings.get(id));
  if (recording === undefined) return <div />;
  const { name, state, fileBytes, readBytes } = recording;
  return (
    <div className="flex items-center gap-3 px-3.5 py-3">
      <FileClock aria-hidden className="size-4 shrink-0 text-ink-2" />
      <p className="min-w-0 flex-1">
        <b className="block truncate font-semibold">
          <VisibleText>{name}</VisibleText>
        </b>
        <span className="block text-small text-ink-2">
          A recording, shown without a connection.
        </span>
      </p>
      {state === "reading" ? (
        <Progress label="File read" value={readBytes} max={fileBytes} className="max-w-40" />
      ) : null}
      <Button size="sm" onClick={() => void closeRecording(id)}>
        Close
      </Button>
    </div>
  );
}
