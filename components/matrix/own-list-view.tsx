// The editor of a list of subjects, and the table of its answers.

import { useDeferredValue, useMemo } from "react";
import { useStore } from "zustand";
import { AnswerTable } from "@/components/matrix/answer-table";
import { answeredLines } from "@/components/matrix/answered-lines";
import { SubjectListField } from "@/components/matrix/subject-list-field";
import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { subjectListStore } from "@/lib/page/storage/subject-lists";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface OwnListViewProps {
  readonly id: EntryId;
  readonly rights: EffectiveRights;
}

export function OwnListView({ id, rights }: OwnListViewProps) {
  const text = useStore(subjectListStore, (state) => state.text);
  // A long list is answered in the background, so that typing stays fast.
  const settled = useDeferredValue(text);
  const lines = useMemo(() => answeredLines(rights.rules, settled), [rights, settled]);
  return (
    <div className="grid content-start gap-2.5 px-3.5 py-3">
      <SubjectListField rows={6} className="min-h-24 resize-y!">
        Lines that start with # are ignored. Saved lists are stored in this browser as plain text.
      </SubjectListField>
      {lines.length === 0 ? null : <AnswerTable id={id} rights={rights} lines={lines} />}
    </div>
  );
}
