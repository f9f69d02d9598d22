// The editor of a list of subjects, and the table of its answers.

import { useDeferredValue, useMemo } from "react";
import { useStore } from "zustand";
import { AnswerTable } from "@/components/matrix/answer-table";
import { answeredLines } from "@/components/matrix/answered-lines";
import { ListBar } from "@/components/matrix/list-bar";
import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { TextArea } from "@/components/ui/field";
import { editList, MAX_LIST_CHARS, subjectListStore } from "@/lib/page/storage/subject-lists";
import type { EntryId } from "@/lib/shared/facts/creds";

const EXAMPLE = "orders.eu.created\npub orders.eu.>\nsub orders.* workers";

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
      <ListBar />
      <TextArea
        aria-label="List of subjects"
        placeholder={EXAMPLE}
        rows={6}
        maxLength={MAX_LIST_CHARS}
        value={text}
        onChange={(event) => editList(event.currentTarget.value)}
        className="min-h-24 resize-y!"
      />
      <p className="text-hint text-ink-3">
        One per line: a subject, or <code className="text-hint">pub subject</code>, or{" "}
        <code className="text-hint">sub subject queue-group</code>. Lines that start with # are
        ignored. Saved lists are stored in this browser as plain text.
      </p>
      {lines.length === 0 ? null : <AnswerTable id={id} rights={rights} lines={lines} />}
    </div>
  );
}
