// The result of a try on the server beside the expected decision. A difference is shown as a warning.

import { CircleAlert, CircleCheck, CircleX } from "lucide-react";
import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatTime } from "@/lib/page/format/time";
import type { Try } from "@/lib/page/state/try-store";
import { compareTry } from "./try-comparison";
import { tryText } from "./try-text";

const ICONS = { good: CircleCheck, bad: CircleX, warn: CircleAlert };
const TONES = { good: "text-ok", bad: "text-bad", warn: "text-warn" };

export function TryLine({
  tried,
  rights,
}: {
  readonly tried: Try;
  readonly rights: EffectiveRights;
}) {
  const { expected, result, at } = tried;
  if (result === null) {
    return (
      <p role="status" className="mt-1 text-small text-ink-2">
        Asking the server…
      </p>
    );
  }
  const comparison =
    result.kind === "failed" ? null : compareTry(expected, result.answer.isAllowed, rights);
  const { tone, title, detail, serverText } = tryText(result, comparison);
  const Icon = ICONS[tone];
  return (
    <div
      role="status"
      data-trial={
        result.kind === "failed" ? "failed" : result.answer.isAllowed ? "allowed" : "denied"
      }
      data-finding={comparison?.kind}
      className={cx(
        "mt-1 flex items-start gap-1.5 text-small",
        comparison?.kind === "differs" && "rounded-lg bg-warn-soft px-2.5 py-1.5",
      )}
    >
      <Icon aria-hidden className={cx("mt-0.5 size-3.5 shrink-0", TONES[tone])} />
      <p className="min-w-0 wrap-anywhere">
        <span className={cx("font-medium", TONES[tone])}>{title}</span>
        <span className="text-ink-3 tabular-nums"> {formatTime(at)}</span>
        {detail === null ? null : (
          <span className="block">
            <VisibleText>{detail}</VisibleText>
          </span>
        )}
        {serverText === null ? null : (
          <code className="block text-hint text-ink-2">
            <VisibleText>{serverText}</VisibleText>
          </code>
        )}
      </p>
    </div>
  );
}
