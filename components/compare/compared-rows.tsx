// One row per question, one column for each of the creds: what each may do, and what only some may do.

import { ACTION_WORDS, DecisionMark } from "@/components/permissions/decision-mark";
import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
import { VisibleText } from "@/components/ui/visible-text";
import { ANYTHING, type ComparedRow } from "@/lib/page/permissions/compare";
import type { Decision } from "@/lib/page/permissions/decision";
import { whyText } from "@/lib/page/permissions/decision-text";

interface ComparedRowsProps {
  readonly sides: readonly EntryWithRights[];
  readonly rows: readonly ComparedRow[];
}

export function ComparedRows({ sides, rows }: ComparedRowsProps) {
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">The rules of these creds, and what each allows</caption>
      <thead>
        <tr className="border-b border-line text-left text-hint text-ink-3">
          <th scope="col" className="w-2/5 py-1.5 pr-3 font-medium">
            Subject
          </th>
          {sides.map(({ entry }, index) => (
            <th key={entry.id} scope="col" className="truncate py-1.5 pr-3 font-medium">
              {letterOf(index)}: <VisibleText>{entry.label}</VisibleText>
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

/** The name of a side: A to D. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

function Row({ row: { rule, question, decisions, allowed } }: { readonly row: ComparedRow }) {
  const only = allowed === null ? "unclear" : allowed.map(letterOf).join("").toLowerCase();
  return (
    <tr data-only={only} className="border-b border-line align-top">
      <th scope="row" className="py-1.5 pr-3 text-left font-normal wrap-anywhere">
        <span className="text-hint text-ink-3">{ACTION_WORDS[question.action]} </span>
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
          isOnly={allowed?.length === 1 && allowed[0] === index}
        />
      ))}
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
