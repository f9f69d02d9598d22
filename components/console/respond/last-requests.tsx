// The last requests that the responder saw, and what became of each.

import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatTime } from "@/lib/page/format/time";
import type { SeenRequest } from "@/lib/shared/facts/console";

const OUTCOMES: Readonly<Record<SeenRequest["outcome"], string>> = {
  answered: "answered",
  waiting: "waits for the delay",
  failed: "could not be answered",
  unasked: "no reply subject",
};

export function LastRequests({ recent }: { readonly recent: readonly SeenRequest[] }) {
  if (recent.length === 0) return null;
  return (
    <details className="shrink-0 text-small">
      <summary className="text-accent">Last requests</summary>
      <ol aria-label="Last requests" className="mt-1 grid">
        {recent.map(({ number, at, subject, bytes, preview, previewKind, outcome }) => (
          <li
            key={number}
            data-request={subject}
            className="flex h-6 min-w-0 items-center gap-2 border-b border-line last:border-b-0"
          >
            <span className="shrink-0 text-ink-2 tabular-nums">{formatTime(at)}</span>
            <code className="max-w-2/5 shrink-0 truncate">
              <VisibleText>{subject}</VisibleText>
            </code>
            <code className="min-w-0 flex-1 truncate text-ink-2">
              <VisibleText>{previewKind === "binary" ? `‹ ${preview} ›` : preview}</VisibleText>
            </code>
            <span className="shrink-0 text-ink-2 tabular-nums">{formatBytes(bytes)}</span>
            <span className={cx("shrink-0", outcome === "failed" ? "text-bad" : "text-ink-2")}>
              {OUTCOMES[outcome]}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
