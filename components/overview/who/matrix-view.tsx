// "Who may" for a list of subjects: the list, which is one of the user's own lists, and the matrix of its answers.

import { useDeferredValue, useMemo } from "react";
import { useStore } from "zustand";
import { listFaultText } from "@/components/matrix/list-fault-text";
import { SubjectListField } from "@/components/matrix/subject-list-field";
import { MatrixGrid } from "@/components/overview/who/matrix-grid";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { MAX_QUESTIONS, type WhoMatrix, whoMatrix } from "@/lib/page/overview/who-matrix";
import { subjectListStore } from "@/lib/page/storage/subject-lists";

/** `rows`: null while the view is not shown. A long list is answered in the background. */
export function useMatrix(rows: readonly OverviewRow[] | null): WhoMatrix | null {
  const text = useDeferredValue(useStore(subjectListStore, (state) => state.text));
  return useMemo(() => (rows === null ? null : whoMatrix(rows, text)), [rows, text]);
}

export function MatrixView({
  matrix,
  nothing,
}: {
  readonly matrix: WhoMatrix;
  /** What is said when there is no row. */
  readonly nothing: string;
}) {
  const { questions, rows, faults, leftOut } = matrix;
  return (
    <div className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] @min-[900px]:grid-cols-[320px_minmax(0,1fr)] @min-[900px]:grid-rows-[minmax(0,1fr)]">
      <section
        aria-label="Subjects"
        className="grid max-h-60 min-h-0 content-start gap-2 overflow-y-auto border-b border-line bg-panel px-4 py-2.5 @min-[900px]:max-h-none @min-[900px]:border-r @min-[900px]:border-b-0"
      >
        <SubjectListField rows={4} className="min-h-20 resize-y! @min-[900px]:h-70">
          Saved lists are stored in this browser as plain text. Permissions offers the same lists.
        </SubjectListField>
        {leftOut > 0 ? (
          <p className="text-data text-warn">
            The first {formatCount(MAX_QUESTIONS)} questions are shown, {formatCount(leftOut)} are
            left out.
          </p>
        ) : null}
        {faults.slice(0, 5).map(({ line, text: words, fault }) => (
          <p key={line} className="text-data text-warn wrap-anywhere">
            Line {formatCount(line)}, <VisibleText>{words}</VisibleText>:{" "}
            {fault === null ? "" : listFaultText(fault)}
          </p>
        ))}
      </section>
      {questions.length === 0 || rows.length === 0 ? (
        <p role="status" className="max-w-150 p-4 text-ink-2">
          {questions.length === 0
            ? "Type or load a list of subjects. Each loaded creds is then a row, and each subject a column. Nothing is sent."
            : nothing}
        </p>
      ) : (
        <MatrixGrid matrix={matrix} />
      )}
    </div>
  );
}
