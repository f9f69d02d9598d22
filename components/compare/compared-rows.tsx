// One row per question, one column for each of the two creds: what each may do, and what only one may do.

import { ACTION_WORDS, DecisionMark } from "@/components/permissions/decision-mark";
import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
import { VisibleText } from "@/components/ui/visible-text";
import type { ComparedRow } from "@/lib/page/permissions/compare";
import type { Decision } from "@/lib/page/permissions/decision";
import { whyText } from "@/lib/page/permissions/decision-text";

interface ComparedRowsProps {
  readonly a: EntryWithRights;
  readonly b: EntryWithRights;
  readonly rows: readonly ComparedRow[];
}

export function ComparedRows({ a, b, rows }: ComparedRowsProps) {
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">The rules of both creds, and what each allows</caption>
      <thead>
        <tr className="border-b border-line text-left text-hint text-ink-3">
          <th scope="col" className="w-2/5 py-1.5 pr-3 font-medium">
            Subject
          </th>
          {[a, b].map(({ entry }, index) => (
            <th key={entry.id} scope="col" className="truncate py-1.5 pr-3 font-medium">
              {index === 0 ? "A" : "B"}: <VisibleText>{entry.label}</VisibleText>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={`${row.question.action} ${row.rule ?? row.question.subject} ${row.question.queue}`}
            row={row}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row: { rule, question, a, b, only } }: { readonly row: ComparedRow }) {
  return (
    <tr data-only={only} className="border-b border-line align-top">
      <th scope="row" className="py-1.5 pr-3 text-left font-normal wrap-anywhere">
        <span className="text-hint text-ink-3">{ACTION_WORDS[question.action]} </span>
        <code>
          <VisibleText>{rule ?? question.subject}</VisibleText>
        </code>
        {rule !== null || question.queue === "" ? null : (
          <span className="text-hint text-ink-3">
            {" "}
            queue <VisibleText>{question.queue}</VisibleText>
          </span>
        )}
      </th>
      <Cell decision={a} isOnly={only === "a"} />
      <Cell decision={b} isOnly={only === "b"} />
    </tr>
  );
}

function Cell({ decision, isOnly }: { readonly decision: Decision; readonly isOnly: boolean }) {
  return (
    <td className="py-1.5 pr-3">
      <div className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-1.5">
        <DecisionMark kind={decision.kind} />
        <span className="text-data wrap-anywhere text-ink-2">
          {isOnly ? <b className="font-semibold text-ink">Only these creds. </b> : null}
          <VisibleText>{whyText(decision)}</VisibleText>
        </span>
      </div>
    </td>
  );
}
