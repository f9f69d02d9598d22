// Every rule of any of the compared creds as a question to all.

import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { ComparedRows } from "@/components/compare/compared-rows";
import { Box } from "@/components/shared/box";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { formatCount } from "@/lib/page/format/count";
import { counted } from "@/lib/page/format/words";
import { type ComparedRow, compareRights, isDiffering } from "@/lib/page/permissions/compare";
import { parseSubjectList } from "@/lib/page/permissions/subject-list";
import { subjectListStore } from "@/lib/page/storage/subject-lists";
import type { Side } from "./side";

const FIRST_ROWS = 200;

type Choice = "differs" | "all" | "list";

const EMPTY = {
  differs: "Their rules allow the same.",
  all: "There are no rules.",
  list: "Write a list of subjects under Matrix, Own lists, to compare them here.",
} satisfies Record<Choice, string>;

export interface ComparedTableProps {
  /** Two to four, the shown creds first. */
  readonly sides: readonly Side[];
  /** Every rule of each, asked of all. */
  readonly rows: readonly ComparedRow[];
}

export function ComparedTable({ sides, rows }: ComparedTableProps) {
  const list = useStore(subjectListStore, (state) => state.text);
  const listed = useMemo(() => {
    const questions = parseSubjectList(list).flatMap((line) => line.questions);
    const sets = sides.map(({ rights }) => rights.rules);
    return questions.length === 0 ? [] : compareRights(sets, questions);
  }, [sides, list]);
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
    <Box
      title="Permissions"
      count={`${counted(differing.length, "difference")} of ${counted(rows.length, "rule")}`}
      end={
        <>
          <Field
            mono
            size="sm"
            aria-label="Find a rule"
            placeholder="Find"
            value={find}
            onChange={(event) => setFind(event.currentTarget.value)}
            className="w-32"
          />
          <Segmented<Choice>
            label="Rules to show"
            options={[
              { value: "differs", label: "Differences" },
              { value: "all", label: "All rules" },
              { value: "list", label: `Own list ${formatCount(listed.length)}` },
            ]}
            value={choice}
            onChange={setChoice}
          />
        </>
      }
    >
      {found.length === 0 ? (
        <p className="px-3 py-2 text-ink-2">{wanted !== "" ? "No rule matches." : EMPTY[choice]}</p>
      ) : (
        <ComparedRows sides={sides} rows={shown} />
      )}
      {shown.length < found.length ? (
        <Button size="sm" className="m-2" onClick={() => setIsAll(true)}>
          Show all {formatCount(found.length)}
        </Button>
      ) : null}
    </Box>
  );
}
