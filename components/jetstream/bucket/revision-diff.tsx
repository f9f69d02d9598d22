// Two revisions of a key, line by line: the other one first, the shown one after it.

import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { endComparison } from "@/lib/page/actions/stored/bucket-actions";
import { type DiffLine, diffPayloads } from "@/lib/page/console/payload-diff";
import type { OpenRevision } from "@/lib/page/state/stored/bucket-store";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface RevisionDiffProps {
  readonly id: EntryId;
  readonly shown: OpenRevision;
  readonly other: OpenRevision;
}

const LINES = {
  same: { mark: " ", look: "text-ink-3" },
  removed: { mark: "−", look: "bg-bad-soft" },
  added: { mark: "+", look: "bg-ok-soft" },
} satisfies Record<DiffLine["kind"], unknown>;

export function RevisionDiff({ id, shown, other }: RevisionDiffProps) {
  const [before, after] = [payloadOf(other), payloadOf(shown)];
  const diff = useMemo(
    () => (before === null || after === null ? null : diffPayloads(before, after)),
    [before, after],
  );
  return (
    <section aria-label="Comparison" className="px-3.5 pb-1">
      <p className="flex items-center gap-2 text-data text-ink-2">
        <span className="grow">
          From revision {other.sequence} to {shown.sequence}
        </span>
        <Button tone="quiet" size="sm" onClick={() => endComparison(id)}>
          Show the value
        </Button>
      </p>
      {diff === null ? (
        <p role="status" className="text-ink-2">
          {isAnswered(shown) && isAnswered(other)
            ? "One of them has no value to compare."
            : "Reading"}
        </p>
      ) : diff.kind === "lines" ? (
        <pre className="mono overflow-x-auto rounded-lg bg-sunken py-1.5 text-data">
          {diff.lines.map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines can repeat, and their order is fixed.
            <span key={index} data-diff={kind} className={`block px-2.5 ${LINES[kind].look}`}>
              {LINES[kind].mark} <VisibleText>{text}</VisibleText>
            </span>
          ))}
        </pre>
      ) : (
        <p className="text-ink-2">{TEXTS[diff.kind]}</p>
      )}
    </section>
  );
}

const TEXTS = {
  equal: "Both have the same value.",
  binary: "They differ. Only text can be compared line by line, and one of them is binary.",
  "too-large": "They differ, and are too large or too different to be compared line by line.",
};

const isAnswered = ({ answer }: OpenRevision) => answer !== null;

function payloadOf({ answer }: OpenRevision): Uint8Array | null {
  if (!answer?.ok || answer.value.kind !== "told") return null;
  return answer.value.value?.payload ?? null;
}
