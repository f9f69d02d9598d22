// What these creds sent in this tab, the newest first: the result, and the replies of a request with their latencies.
// A press takes a message into the form again. Nothing of it is stored.

import { useView } from "@/components/console/view/use-view";
import { VisibleText } from "@/components/ui/visible-text";
import { fillFormAgain } from "@/lib/page/actions/send/history-actions";
import { showRow } from "@/lib/page/actions/view-actions";
import { cx } from "@/lib/page/base/cx";
import { formatMs } from "@/lib/page/format/duration";
import { formatTime } from "@/lib/page/format/time";
import type { SentMessage } from "@/lib/page/state/console-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { RequestResult, Seq } from "@/lib/shared/facts/console";
import { LatencyBars } from "./latency-bars";
import { type SendResultText, sendResultText, shortTitle } from "./send-text";

const TONES = {
  good: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  wait: "text-ink-2",
} satisfies Record<SendResultText["tone"], string>;

export function SendHistory() {
  const history = useView((view) => view.history);
  if (history.length === 0) {
    return (
      <p className="px-3 py-1.5 text-small text-ink-2">
        Nothing was sent yet. What these creds send is listed here until the tab is closed.
      </p>
    );
  }
  return (
    <ol aria-label="History" className="grid min-h-0 content-start overflow-y-auto px-3 pb-1.5">
      {history.map((sent) => (
        <SentRow key={sent.number} sent={sent} />
      ))}
    </ol>
  );
}

function SentRow({ sent }: { readonly sent: SentMessage }) {
  const { at, mode, subject, result } = sent;
  const { tone, title, detail } = sendResultText(sent);
  const report = result?.kind === "answered" ? result.report : null;
  return (
    <li data-history={subject} className="grid gap-0.5 border-b border-line py-0.5 last:border-b-0">
      <button
        type="button"
        title="Take it into the form again"
        onClick={() => fillFormAgain(sent)}
        className="flex min-h-6.5 min-w-0 flex-wrap items-center gap-x-2 text-left text-data focus-visible:-outline-offset-2"
      >
        <span className="shrink-0 text-ink-2 tabular-nums">{formatTime(at)}</span>
        <span className="shrink-0 text-small text-ink-2">{mode}</span>
        <code className="min-w-0 truncate text-accent">
          <VisibleText>{subject}</VisibleText>
        </code>
        <span className={cx("ml-auto min-w-0 truncate text-small", TONES[tone])}>
          {result?.kind === "accepted"
            ? `sent in ${formatMs(result.elapsedMs)}`
            : shortTitle(title)}
          {detail === null || report === null ? null : (
            <span className="text-ink-2">
              {" "}
              <VisibleText>{detail}</VisibleText>
            </span>
          )}
        </span>
      </button>
      {report === null || report.replies.length === 0 ? null : <Replies report={report} />}
    </li>
  );
}

/** More are found in the list of messages. */
const LISTED = 20;

function Replies({ report: { replies, elapsedMs } }: { readonly report: RequestResult }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 pl-4 text-small">
      {replies.slice(0, LISTED).map((seq, index) => (
        <button
          key={seq}
          type="button"
          data-reply={seq}
          title="Open this reply"
          onClick={() => openReply(seq)}
          className="h-6 text-accent tabular-nums underline underline-offset-2"
        >
          {formatMs(elapsedMs[index] ?? 0)}
        </button>
      ))}
      {replies.length > LISTED ? (
        <span className="text-ink-2">and {replies.length - LISTED} more</span>
      ) : null}
      <LatencyBars elapsedMs={elapsedMs} />
    </div>
  );
}

function openReply(seq: Seq): void {
  const id = vaultStore.getState().selected;
  if (id !== null) void showRow(id, seq);
}
