// Two revisions of a key, compared as two messages are: the other one first, the shown one after it.

import { useMemo } from "react";
import { differencesText } from "@/components/console/message/diff-text";
import { DiffRows } from "@/components/console/message/diff-view";
import { Button } from "@/components/ui/button";
import { endComparison } from "@/lib/page/actions/stored/bucket-actions";
import { comparedBy, comparisonsOf } from "@/lib/page/console/diff/compare";
import type { OpenRevision } from "@/lib/page/state/stored/bucket-store";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface RevisionDiffProps {
  readonly id: EntryId;
  readonly shown: OpenRevision;
  readonly other: OpenRevision;
}

export function RevisionDiff({ id, shown, other }: RevisionDiffProps) {
  const [before, after] = [payloadOf(other), payloadOf(shown)];
  const diff = useMemo(
    () => (before === null || after === null ? null : compare(before, after)),
    [before, after],
  );
  return (
    <section aria-label="Comparison">
      <p className="flex items-center gap-2 px-3.5 text-data text-ink-2">
        <span className="grow">
          From revision {other.sequence} to {shown.sequence}
          {diff === null ? "" : `: ${differencesText(diff)}`}
        </span>
        <Button tone="quiet" size="sm" onClick={() => endComparison(id)}>
          Show the value
        </Button>
      </p>
      {diff === null ? (
        <p role="status" className="px-3.5 text-ink-2">
          {shown.answer === null || other.answer === null
            ? "Reading"
            : "One of them has no value to compare."}
        </p>
      ) : (
        <DiffRows diff={diff} isShort={false} />
      )}
    </section>
  );
}

function compare(before: Uint8Array, after: Uint8Array) {
  const [a, b] = [asMessage(before), asMessage(after)];
  return comparedBy(comparisonsOf(a, b)[0] ?? "hex", a, b);
}

const asMessage = (payload: Uint8Array) => ({ payload, headers: [], unpacked: null, decoded: [] });

function payloadOf({ answer }: OpenRevision): Uint8Array | null {
  if (!answer?.ok || answer.value.kind !== "told") return null;
  return answer.value.value?.payload ?? null;
}
