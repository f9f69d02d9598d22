// One row per question, one column for each of the creds: what each may do, and what only some may do.

import { ACTION_WORDS, DecisionMark } from "@/components/permissions/decision-mark";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { ANYTHING, type ComparedRow } from "@/lib/page/permissions/compare";
import type { Decision } from "@/lib/page/permissions/decision";
import { whyText } from "@/lib/page/permissions/decision-text";
import { answerText } from "./answer-text";
import { letterOf, type Side } from "./side";
import { SideTable } from "./side-table";

interface ComparedRowsProps {
  readonly sides: readonly Side[];
  readonly rows: readonly ComparedRow[];
}

export function ComparedRows({ sides, rows }: ComparedRowsProps) {
  return (
    <SideTable
      sides={sides}
      caption="The rules of these creds, and what each allows"
      first={[
        ["Action", "w-22"],
        ["Subject", "w-[22%]"],
      ]}
    >
      {rows.map((row) => (
        <Row
          key={`${row.question.action} ${row.rule ?? row.question.subject} ${row.question.queue}`}
          row={row}
        />
      ))}
    </SideTable>
  );
}

function Row({ row: { rule, question, decisions, allowed } }: { readonly row: ComparedRow }) {
  const only = allowed === null ? "unclear" : allowed.map(letterOf).join("").toLowerCase();
  return (
    <tr data-only={only} className="border-b border-line align-top last:border-b-0">
      <td className="px-3 py-1.5 text-ink-2">{ACTION_WORDS[question.action]}</td>
      <th scope="row" className="px-3 py-1.5 text-left font-normal wrap-anywhere">
        <code>
          <VisibleText>{rule ?? question.subject}</VisibleText>
        </code>
        {rule === ANYTHING ? <span className="text-hint text-ink-3"> any subject</span> : null}
        {rule !== null || question.queue === "" ? null : (
          <span className="text-hint text-ink-3">
            {" "}
            queue <VisibleText>{question.queue}</VisibleText>
          </span>
        )}
      </th>
      {decisions.map((decision, index) => (
        <Cell
          // biome-ignore lint/suspicious/noArrayIndexKey: the sides keep their order.
          key={index}
          decision={decision}
          asked={rule}
          isOnly={allowed?.length === 1 && allowed[0] === index}
        />
      ))}
    </tr>
  );
}

interface CellProps {
  readonly decision: Decision;
  readonly asked: string | null;
  readonly isOnly: boolean;
}

function Cell({ decision, asked, isOnly }: CellProps) {
  return (
    <td className="px-3 py-1.5" title={escapedText(whyText(decision))}>
      <div className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-1.75">
        <DecisionMark kind={decision.kind} />
        <span className={cx("wrap-anywhere", isOnly ? "font-medium" : "text-ink-2")}>
          <VisibleText>{answerText(decision, asked)}</VisibleText>
        </span>
      </div>
    </td>
  );
}
