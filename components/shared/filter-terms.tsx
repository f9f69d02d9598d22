// The terms of the filter of messages, below its field and in the help.

import { FILTER_SYNTAX } from "@/lib/page/help/filter-syntax-text";

export function FilterTerms() {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {FILTER_SYNTAX.map(([term, means]) => (
        <div key={term} className="contents">
          <dt className="mono">{term}</dt>
          <dd className="text-ink-2">{means}</dd>
        </div>
      ))}
    </dl>
  );
}
