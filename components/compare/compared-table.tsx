// Every rule of either creds as a question to both.

import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { ComparedRows } from "@/components/compare/compared-rows";
import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { formatCount } from "@/lib/page/format/count";
import { type ComparedRow, compareRights } from "@/lib/page/permissions/compare";
import { parseSubjectList } from "@/lib/page/permissions/subject-list";
import { subjectListStore } from "@/lib/page/storage/subject-lists";

const FIRST_ROWS = 200;

type Choice = "differs" | "all" | "list";

const EMPTY = {
  differs: "The rules of both allow the same.",
  all: "Neither has rules. Both may do everything, or their rules are not known.",
  list: "Write a list of subjects under Matrix, Own lists, to compare them here.",
} satisfies Record<Choice, string>;

export function ComparedTable({
  a,
  b,
}: {
  readonly a: EntryWithRights;
  readonly b: EntryWithRights;
}) {
  const rows = useMemo(() => compareRights(a.rights.rules, b.rights.rules), [a.rights, b.rights]);
  const list = useStore(subjectListStore, (state) => state.text);
  const listed = useMemo(() => {
    const questions = parseSubjectList(list).flatMap((line) => line.questions);
    return questions.length === 0 ? [] : compareRights(a.rights.rules, b.rights.rules, questions);
  }, [a.rights, b.rights, list]);
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
        <ComparedRows a={a} b={b} rows={shown} />
      )}
      {shown.length < found.length ? (
        <Button size="sm" className="mt-2" onClick={() => setIsAll(true)}>
          Show all {formatCount(found.length)}
        </Button>
      ) : null}
    </section>
  );
}

function isDiffering({ a, b }: ComparedRow): boolean {
  return a.kind !== b.kind;
}
