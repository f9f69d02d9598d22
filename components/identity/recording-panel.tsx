// The selected recording: what the file holds, and which of its lines could not be read.

import { VisibleText } from "@/components/ui/visible-text";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { RecordingFacts } from "@/lib/shared/facts/console";

export function RecordingPanel({ recording }: { recording: RecordingFacts }) {
  const { name, fileBytes, readBytes, messages, badLines, firstBadLine, state } = recording;
  const size = formatBytes(fileBytes);
  const read =
    state === "reading"
      ? `${Math.floor((100 * readBytes) / Math.max(1, fileBytes))}% of ${size}`
      : size;
  return (
    <div data-recording={state} className="px-4 py-3.5">
      <h2 className="text-name font-semibold tracking-tight wrap-anywhere">
        <VisibleText>{name}</VisibleText>
      </h2>
      <p className="mt-1 text-ink-2">
        A recording of the console. It holds messages only: no creds and no connection, so nothing
        can be sent.
      </p>
      <dl className="mt-3 grid grid-cols-[104px_minmax(0,1fr)] gap-x-3 gap-y-1.75">
        <dt className="text-ink-3">Messages</dt>
        <dd className="tabular-nums">{formatCount(messages)}</dd>
        <dt className="text-ink-3">{state === "reading" ? "Read" : "File"}</dt>
        <dd className="tabular-nums">{read}</dd>
      </dl>
      {state === "failed" ? (
        <p role="alert" className="mt-3 rounded-lg bg-bad-soft px-3 py-2 text-bad">
          The file could not be read to its end. It was changed, moved or deleted after it was
          opened. The messages read before that are shown.
        </p>
      ) : null}
      {badLines === 0 ? null : (
        <p role="status" className="mt-3 rounded-lg bg-warn-soft px-3 py-2 text-warn">
          {badLines === 1
            ? "1 line is not a message in Credence's format and was left out: line "
            : `${formatCount(badLines)} lines are not messages in Credence's format and were left out. The first is line `}
          {formatCount(firstBadLine)}.
        </p>
      )}
    </div>
  );
}
