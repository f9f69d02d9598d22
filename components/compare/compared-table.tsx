// The gist of a comparison, and every rule of any of the creds as a question to all.

import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { ComparedRows, letterOf } from "@/components/compare/compared-rows";
import { gistText } from "@/components/compare/gist-text";
import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";
import { compareRights, isDiffering } from "@/lib/page/permissions/compare";
import { gistOf } from "@/lib/page/permissions/gist";
import { parseSubjectList } from "@/lib/page/permissions/subject-list";
import { subjectListStore } from "@/lib/page/storage/subject-lists";

const FIRST_ROWS = 200;

type Choice = "differs" | "all" | "list";

const EMPTY = {
  differs: "Their rules allow the same.",
  all: "There are no rules.",
  list: "Write a list of subjects under Matrix, Own lists, to compare them here.",
} satisfies Record<Choice, string>;

/** `sides`: two to four, the shown creds first. */
export function ComparedTable({ sides }: { readonly sides: readonly EntryWithRights[] }) {
  const sets = useMemo(() => sides.map(({ rights }) => rights.rules), [sides]);
  const rows = useMemo(() => compareRights(sets), [sets]);
  const list = useStore(subjectListStore, (state) => state.text);
  const listed = useMemo(() => {
    const questions = parseSubjectList(list).flatMap((line) => line.questions);
    return questions.length === 0 ? [] : compareRights(sets, questions);
  }, [sets, list]);
  const differing = rows.filter(isDiffering);
  const [choice, setChoice] = useState<Choice>("differs");
  const [find, setFind] = useState("");
  const [isAll, setIsAll] = useState(false);
  const wanted = find.trim().toLowerCase();
  const found = { all: rows, differs: differing, list: listed }[choice].filter(
    ({ rule, question }) => (rule ?? question.subject).toLowerCase().includes(wanted),
  );
  const shown = isAll ? found : found.slice(0, FIRST_ROWS);
  return (
    <section aria-labelledby="compared-title" className="px-3.5 py-3">
      <h2 id="compared-title" className="mb-2 text-data font-semibold text-ink-2">
        What each may do
      </h2>
      <ul data-gist className="mb-2.5 grid gap-1 font-medium wrap-anywhere">
        {sides.slice(1).map(({ entry }, index) => (
          <li key={entry.id}>
            <VisibleText>
              {gistText(gistOf(rows, 0, index + 1), "A", letterOf(index + 1))}
            </VisibleText>
          </li>
        ))}
      </ul>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <Segmented<Choice>
          label="Rules to show"
          options={[
            { value: "differs", label: `Differences ${formatCount(differing.length)}` },
            { value: "all", label: `All rules ${formatCount(rows.length)}` },
            { value: "list", label: `Own list ${formatCount(listed.length)}` },
          ]}
          value={choice}
          onChange={setChoice}
        />
        <Field
          mono
          size="sm"
          aria-label="Find a rule"
          placeholder="Find"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
          className="w-36"
        />
      </div>
      {found.length === 0 ? (
        <p className="py-2 text-ink-2">{wanted !== "" ? "No rule matches." : EMPTY[choice]}</p>
      ) : (
        <ComparedRows sides={sides} rows={shown} />
      )}
      {shown.length < found.length ? (
        <Button size="sm" className="mt-2" onClick={() => setIsAll(true)}>
          Show all {formatCount(found.length)}
        </Button>
      ) : null}
    </section>
  );
}
