// The filter of messages: its terms, and how they are joined, with what each example finds.

import { FilterTerms } from "@/components/shared/filter-terms";
import { FILTER_EXAMPLES, FILTERED_MESSAGES } from "@/lib/page/help/filter-examples-text";

export function FilterHelp() {
  return (
    <>
      <p className="mt-3 max-w-[72ch] text-ink-2">
        The field Filter of the console searches everything that is kept. A term that cannot be read
        is marked below the field, with what is meant.
      </p>
      <div className="mt-3 rounded-xl border border-line bg-panel p-4 shadow-card">
        <h3 className="mb-2 font-semibold">Terms</h3>
        <FilterTerms />
      </div>
      <div className="mt-3 rounded-xl border border-line bg-panel p-4 shadow-card">
        <h3 className="font-semibold">How terms are joined</h3>
        <p className="mt-1 text-ink-2">Each example says what it finds among these messages:</p>
        <ul className="mt-2 grid gap-1 rounded-[7px] bg-sunken px-2.5 py-2">
          {FILTERED_MESSAGES.map(({ subject, payload }) => (
            <li key={subject} className="mono flex flex-wrap gap-x-3 text-data wrap-anywhere">
              <span className="w-32 shrink-0">{subject}</span>
              <span className="min-w-0 text-ink-2">{payload}</span>
            </li>
          ))}
        </ul>
        <ul className="mt-3 grid gap-3">
          {FILTER_EXAMPLES.map(({ says, filter, finds }) => (
            <li key={filter} className="grid gap-0.5">
              <span>{says}</span>
              <span className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">
                <code className="rounded bg-sunken px-1.5">{filter}</code>
                <span className="text-ink-2">
                  finds <span className="mono text-data">{finds.join(", ")}</span>
                </span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
