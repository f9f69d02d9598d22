// The syntax of the filter, or how the typed filter is read. Shown under the field while it has the focus.

import { useSampledWindow } from "@/components/console/view/use-view";
import { VisibleText } from "@/components/ui/visible-text";
import { rowsOf } from "@/lib/page/console/query-rows";
import { formatCount } from "@/lib/page/format/count";
import { parseQuery, type QueryProblem, type QueryProblemCode } from "@/lib/shared/console/query";
import { conditionText } from "./query-text";

const SYNTAX = [
  ["orders.>", "a subject, with * and >"],
  ["eur", "text in subject, headers or payload"],
  ['"a b"', "text with spaces; 'A b' matches case"],
  ["size>=10k", "payload size; also < <= > ="],
  ["header:Name=v", "or header:Name, header:Name~part"],
  [".total > 100", "a value of the JSON payload"],
  ["after:10:05", "or before:, with a date or a time"],
  ["hex:0a0d", "bytes of the payload"],
  ["reply:_INBOX.>", "or status:503, of a reply"],
  ["-orders.eu.>", "not this; before any term"],
  ["EUR | USD", "one of these; between any terms"],
] as const;

const PROBLEMS: Record<QueryProblemCode, string> = {
  hex: "write pairs of hex digits",
  header: "write header:Name, header:Name=value or header:Name~part",
  size: "write a number, optionally with k or M after it",
  time: "write a time such as 10:05:30 or 2026-11-26T10:05:30Z",
  status: "write a code of three digits, such as 503",
  subject: "not a valid subject",
  json: "write a number, a text in double quotes, true, false or null",
};

export function FilterHint({ filter }: { filter: string }) {
  const { problems } = parseQuery(filter);
  const rows = rowsOf(filter);
  const matching = useSampledWindow()?.counts.matching ?? 0;
  return (
    <div className="absolute top-8 left-0 z-[4] hidden w-84 max-w-[86vw] rounded-lg border border-line bg-panel p-2.5 text-small shadow-card group-has-[input:focus]:block">
      {rows.length + problems.length === 0 ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          {SYNTAX.map(([term, means]) => (
            <div key={term} className="contents">
              <dt className="mono">{term}</dt>
              <dd className="text-ink-2">{means}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <ul className="grid gap-1">
          <li className="font-medium tabular-nums">
            {formatCount(matching)} {matching === 1 ? "row" : "rows"}
          </li>
          {rows.map((row, index) => {
            const { label, value } = conditionText(row);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions are identified by their order alone.
              <li key={index} className="wrap-anywhere">
                <span className="text-ink-2">{label}</span>{" "}
                <code>
                  <VisibleText>{value}</VisibleText>
                </code>
              </li>
            );
          })}
          {problems.map((problem) => (
            <li
              key={problem.start}
              data-filter-problem={problem.code}
              className="text-warn wrap-anywhere"
            >
              <Problem filter={filter} problem={problem} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ProblemProps {
  readonly filter: string;
  readonly problem: QueryProblem;
}

function Problem({ filter, problem: { code, start, end } }: ProblemProps) {
  return (
    <>
      <code>
        <VisibleText>{filter.slice(start, end)}</VisibleText>
      </code>{" "}
      is ignored: {PROBLEMS[code]}.
    </>
  );
}
