// The syntax of the filter, or how the typed filter is read. Shown under the field while it has the focus.

import { useEffect, useMemo, useState } from "react";
import { useSampledWindow } from "@/components/console/view/use-view";
import { FilterTerms } from "@/components/shared/filter-terms";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { rowsOfQuery } from "@/lib/page/console/query-rows";
import { formatCount } from "@/lib/page/format/count";
import { parseQuery } from "@/lib/shared/console/query";
import type { QueryProblem, QueryProblemCode } from "@/lib/shared/console/query-types";
import { isSoundRegex, loadRegexEngine, mayHoldRegex } from "@/lib/shared/console/regex";
import { KeptFilters } from "./kept-filters";
import { conditionText } from "./query-text";

const PROBLEMS: Record<QueryProblemCode, string> = {
  hex: "write pairs of hex digits",
  header: "write header:Name, header:Name=value or header:Name~part",
  size: "write a number, optionally with k or M after it",
  time: "write a time such as 10:05:30 or 2026-11-26T10:05:30Z",
  status: "write a code of three digits, such as 503",
  subject: "not a valid subject",
  regex: 'write /expression/ or /expression/i, without (?=…), (?<=…) or \\1; a text is "/text"',
  group: 'write terms between ( and ); a text is "("',
  json: "write a number, a text in double quotes, true, false or null",
};

export interface FilterHintProps {
  readonly filter: string;
  readonly isShown: boolean;
}

export function FilterHint({ filter, isShown }: FilterHintProps) {
  const hasEngine = useRegexEngine(filter);
  const { query, problems } = useMemo(
    () => parseQuery(filter, Date.now(), hasEngine ? isSoundRegex : undefined),
    [filter, hasEngine],
  );
  const rows = rowsOfQuery(query);
  const matching = useSampledWindow()?.counts.matching ?? 0;
  return (
    <div
      data-filter-hint=""
      className={cx(
        "absolute top-8 left-0 z-[4] w-84 max-w-[86vw] rounded-lg border border-line bg-panel p-2.5 text-small shadow-card",
        isShown ? "block" : "hidden",
      )}
    >
      {rows.length + problems.length === 0 ? (
        <FilterTerms />
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
      <KeptFilters filter={filter} />
    </div>
  );
}

/** Loads what can tell whether an expression is sound, once the filter has one. */
function useRegexEngine(filter: string): boolean {
  const [isLoaded, setIsLoaded] = useState(false);
  const isNeeded = mayHoldRegex(filter);
  useEffect(() => {
    if (!isNeeded) return;
    // Without it the vault says nothing is wrong, and leaves the expression out.
    loadRegexEngine().then(
      () => setIsLoaded(true),
      () => {},
    );
  }, [isNeeded]);
  return isLoaded;
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
