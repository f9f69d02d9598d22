// The editor of a list of subjects, with the user's saved lists. Permissions and "Who may" have it.

import type { ReactNode } from "react";
import { useStore } from "zustand";
import { ListBar } from "@/components/matrix/list-bar";
import { TextArea } from "@/components/ui/field";
import { editList, MAX_LIST_CHARS, subjectListStore } from "@/lib/page/storage/subject-lists";

const EXAMPLE = "orders.eu.created\npub orders.eu.>\nsub orders.* workers";

export interface SubjectListFieldProps {
  readonly rows: number;
  /** Of the field. */
  readonly className: string;
  /** Follows the sentence on how a line is written. */
  readonly children: ReactNode;
}

export function SubjectListField({ rows, className, children }: SubjectListFieldProps) {
  const text = useStore(subjectListStore, (state) => state.text);
  return (
    <>
      <ListBar />
      <TextArea
        aria-label="List of subjects"
        placeholder={EXAMPLE}
        rows={rows}
        maxLength={MAX_LIST_CHARS}
        value={text}
        onChange={(event) => editList(event.currentTarget.value)}
        className={className}
      />
      <p className="text-hint text-ink-3">
        One per line: a subject, or <code className="text-hint">pub subject</code>, or{" "}
        <code className="text-hint">sub subject queue-group</code>. {children}
      </p>
    </>
  );
}
