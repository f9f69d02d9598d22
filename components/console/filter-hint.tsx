// What the filter understands, shown beneath the field while one types in it.

import { VisibleText } from "@/components/ui/visible-text";
import { parseQuery } from "@/lib/console/query";

const SYNTAX = [
  ["orders.>", "subjects, with * and >"],
  ["eur", "a word in subject or payload"],
  ['"a b"', "the exact text, blanks included"],
] as const;

export function FilterHint({ filter }: { filter: string }) {
  const { subjects: patterns, texts } = parseQuery(filter).query;
  const words = texts.map(({ text }) => text);
  return (
    <div className="absolute top-14 left-0 hidden w-72 max-w-[80vw] rounded-lg border border-line bg-panel p-2.5 text-small shadow-card group-focus-within:block">
      {patterns.length + words.length === 0 ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          {SYNTAX.map(([term, means]) => (
            <div key={term} className="contents">
              <dt className="mono">{term}</dt>
              <dd className="text-ink-2">{means}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          <Terms label="subject" terms={patterns} joint=" or " />
          <Terms label="holds" terms={words} joint=" and " />
        </dl>
      )}
    </div>
  );
}

interface TermsProps {
  readonly label: string;
  readonly terms: readonly string[];
  readonly joint: string;
}

function Terms({ label, terms, joint }: TermsProps) {
  if (terms.length === 0) return null;
  return (
    <>
      <dt className="text-ink-2">{label}</dt>
      <dd className="mono wrap-anywhere">
        <VisibleText>{terms.join(joint)}</VisibleText>
      </dd>
    </>
  );
}
