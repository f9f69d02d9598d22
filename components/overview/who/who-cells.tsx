// The cells of a row of "Who may" after the name: the answer, the rule that decides, file, account, status.

import { TriangleAlert } from "lucide-react";
import { cellClass, WHO_LOOK } from "@/components/overview/table/creds-columns";
import { AS_CELL } from "@/components/overview/table/creds-row";
import { AccountCell, FileCell, StatusCell } from "@/components/overview/table/table-cells";
import { AnswerMark, DECISION_LOOKS } from "@/components/permissions/decision-mark";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import type { WhoRow } from "@/lib/page/overview/who-may";
import { originText, whyText } from "@/lib/page/permissions/decision-text";

export function WhoCells({ answer }: { readonly answer: WhoRow }) {
  const { row } = answer;
  return (
    <>
      <div {...AS_CELL} className={cellClass(WHO_LOOK, "answer")}>
        <AnswerText answer={answer} />
      </div>
      <div
        {...AS_CELL}
        title={escapedText(whyText(answer.decision))}
        className={cx(cellClass(WHO_LOOK, "rule"), "text-data")}
      >
        <RuleText answer={answer} />
      </div>
      <FileCell row={row} look={WHO_LOOK} />
      <AccountCell row={row} look={WHO_LOOK} />
      <StatusCell row={row} look={WHO_LOOK} />
    </>
  );
}

function AnswerText({ answer: { decision, by } }: { readonly answer: WhoRow }) {
  const isReply = by === "reply";
  return (
    <span className="flex min-w-0 items-center gap-1.75">
      <AnswerMark kind={decision.kind} isReply={isReply} />
      <span className="truncate">
        {isReply ? "only as a reply" : DECISION_LOOKS[decision.kind].word}
      </span>
    </span>
  );
}

function RuleText({ answer: { decision, by } }: { readonly answer: WhoRow }) {
  const { rule, origin, kind } = decision;
  if (rule === null) {
    if (by !== "any") return <span className="text-ink-2">{whyText(decision)}</span>;
    return (
      <>
        <WideTag>no rule</WideTag> <span className="text-ink-2">{whyText(decision)}</span>
      </>
    );
  }
  return (
    <>
      {rule.list === "deny" ? (
        <span className="text-ink-2">{kind === "denied" ? "denied by " : "without "}</span>
      ) : null}
      {rule.list === "allow" && by === "any" ? (
        <WideTag>{rule.text}</WideTag>
      ) : (
        <code>
          <VisibleText>{rule.text}</VisibleText>
        </code>
      )}
      {by === "any" && rule.list === "allow" ? (
        <span className="text-ink-2"> any subject</span>
      ) : null}
      {origin === "user-jwt" ? null : <span className="text-ink-3"> ({originText(origin)})</span>}
    </>
  );
}

function WideTag({ children }: { readonly children: string }) {
  return (
    <span className="mr-1 inline-flex items-center gap-1 rounded bg-warn-soft px-1.5 text-hint font-medium text-warn">
      <TriangleAlert aria-hidden className="size-3" />
      <VisibleText>{children}</VisibleText>
    </span>
  );
}
