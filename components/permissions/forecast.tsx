// A line under a field of the console that says what the rules decide about its subject, before anything is sent. It
// never blocks: the server decides. The line is always there, so that nothing moves.

import { DECISION_LOOKS } from "@/components/permissions/decision-mark";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { decide } from "@/lib/page/permissions/decide";
import type { Question } from "@/lib/page/permissions/decision";
import { whyText } from "@/lib/page/permissions/decision-text";
import type { EffectiveRights } from "./rights/effective-rights";
import { useShownRights } from "./rights/use-rights";

export interface ForecastProps extends Question {
  /** True for a request: its reply needs an inbox. */
  readonly needsInbox?: boolean;
  readonly className?: string;
  /** Shown while the field is empty. */
  readonly hint?: string;
}

function canReceiveReplies({ rules, inboxPrefix }: EffectiveRights): boolean {
  const inbox = decide(rules, { action: "subscribe", subject: `${inboxPrefix}.x.*`, queue: "" });
  return inbox.kind !== "denied";
}

export function Forecast(props: ForecastProps) {
  const { action, subject, queue, needsInbox = false, hint = "", className } = props;
  const rights = useShownRights();
  const line = cx("min-h-4.5 text-hint wrap-anywhere", className);
  if (rights === null || subject === "") {
    return <p className={cx(line, "text-ink-3")}>{rights === null ? "" : hint}</p>;
  }
  const decision = decide(rights.rules, { action, subject, queue });
  const { icon: Icon, className: tone } = DECISION_LOOKS[decision.kind];
  const lacksInbox = needsInbox && !canReceiveReplies(rights);
  return (
    <p role="status" data-forecast={decision.kind} className={cx(line, tone)}>
      <Icon aria-hidden className="mr-1 inline size-3.25 align-[-2px]" strokeWidth={2.2} />
      <VisibleText>{whyText(decision)}</VisibleText>
      {decision.kind === "denied" ? <span className="text-ink-3"> The server decides.</span> : null}
      {lacksInbox ? (
        <span className="text-warn">
          {" "}
          These creds may not subscribe to an inbox, so no reply can arrive.
        </span>
      ) : null}
    </p>
  );
}
