// The result of the last send, in the form: accepted, answered, no responders, no reply in time, or denied with
// the words of the server. Before the first send: why nothing can be sent.

import { CircleAlert, CircleCheck, Hourglass, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useView } from "@/components/console/view/use-view";
import { DenyingRule } from "@/components/permissions/rule-behind";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatTime } from "@/lib/page/format/time";
import type { LastSend } from "@/lib/page/state/console-store";
import { LatencyBars } from "./latency-bars";
import { type SendResultText, sendResultText } from "./send-text";

const ICONS = { good: CircleCheck, warn: TriangleAlert, bad: CircleAlert, wait: Hourglass };

const TONES = {
  good: "text-ok",
  warn: "bg-warn-soft px-2.5 py-1.5 text-warn",
  bad: "bg-bad-soft px-2.5 py-1.5 text-bad",
  wait: "text-ink-2",
} satisfies Record<SendResultText["tone"], string>;

export function SendResult({ blocker }: { blocker: string | null }) {
  const last = useView((view) => view.lastSend);
  const isFailure = last?.result?.kind === "failed";
  const ref = useRef<HTMLDivElement>(null);
  // With many headers the form scrolls, and the result must be visible all the same.
  useEffect(() => {
    if (last !== null) ref.current?.scrollIntoView({ block: "nearest" });
  }, [last]);
  return (
    <div role={isFailure ? "alert" : "status"} className="min-h-5 text-small">
      {blocker !== null && last?.result !== null ? (
        <p className="text-ink-2">{blocker}</p>
      ) : last === null ? null : (
        <ResultLine last={last} />
      )}
    </div>
  );
}

function ResultLine({ last }: { last: LastSend }) {
  const { tone, title, subject, detail, next } = sendResultText(last);
  const Icon = ICONS[tone];
  return (
    <div className={cx("flex items-start gap-1.5 rounded-[7px]", TONES[tone])}>
      <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <p className="min-w-0 wrap-anywhere">
        <span className="font-medium">{title}</span>
        {subject === null ? null : (
          <>
            {" "}
            <code>
              <VisibleText>{subject}</VisibleText>
            </code>
          </>
        )}
        {detail === null ? null : (
          <span className={tone === "good" || tone === "wait" ? "text-ink-2" : "block"}>
            {" "}
            <VisibleText>{detail}</VisibleText>
          </span>
        )}
        {last.result?.kind === "answered" ? (
          <>
            {" "}
            <LatencyBars elapsedMs={last.result.report.elapsedMs} />
          </>
        ) : null}
        {next === null ? null : <span className="block">{next}</span>}
        {last.result?.kind === "failed" && last.result.fault.code === "permissions-violation" ? (
          <DenyingRule subject={last.subject} />
        ) : null}
        {last.result?.kind === "accepted" ? (
          <span className="text-ink-2 tabular-nums"> {formatTime(last.result.at)}</span>
        ) : null}
      </p>
    </div>
  );
}
