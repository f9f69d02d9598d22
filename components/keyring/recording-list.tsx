// The open recordings, below the entries. A recording is selected like an entry and has a close button.

import { FileClock, X } from "lucide-react";
import { useVault } from "@/components/shared/use-vault";
import { VisibleText } from "@/components/ui/visible-text";
import { select } from "@/lib/page/actions/keyring-actions";
import { closeRecording } from "@/lib/page/actions/recording-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";

export function RecordingList() {
  const recordings = useVault((state) => state.recordings);
  const selected = useVault((state) => state.selected);
  if (recordings.size === 0) return null;
  return (
    <section
      aria-labelledby="recordings-title"
      className="shrink-0 border-t border-line px-2 pt-2.5 pb-1"
    >
      <h3 id="recordings-title" className="px-2 pb-1 text-data font-semibold text-ink-2">
        Recordings
      </h3>
      <ul className="grid max-h-40 gap-0.5 overflow-y-auto">
        {[...recordings.values()].map(({ id, name, messages, state }) => (
          <li
            key={id}
            className={cx(
              "flex items-center rounded-lg border",
              id === selected ? "border-line bg-panel shadow-card" : "border-transparent",
            )}
          >
            <button
              type="button"
              data-recording-id={id}
              aria-current={id === selected ? "true" : undefined}
              onClick={() => select(id)}
              className="flex min-w-0 flex-1 items-center gap-2 py-1.5 pl-2 text-left focus-visible:-outline-offset-2"
            >
              <FileClock aria-hidden className="size-4 shrink-0 text-ink-3" />
              <span className="min-w-0">
                <span className="block truncate">
                  <VisibleText>{name}</VisibleText>
                </span>
                <span className="block truncate text-hint text-ink-3 tabular-nums">
                  {formatCount(messages)} {state === "reading" ? "read so far" : "messages"}
                </span>
              </span>
            </button>
            <button
              type="button"
              aria-label={`Close ${escapedText(name)}`}
              onClick={() => void closeRecording(id)}
              className="grid size-7 shrink-0 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
