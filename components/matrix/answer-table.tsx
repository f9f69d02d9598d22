// The answers to a list: one row per subject, one column per action. Each cell has a decision with its reason and a
// button to test it.

import { Download } from "lucide-react";
import { useState } from "react";
import {
  type AnsweredLine,
  chosenLines,
  countKinds,
  decisionsOf,
  type KindChoice,
} from "@/components/matrix/answered-lines";
import { listFaultText } from "@/components/matrix/list-fault-text";
import { TryAll } from "@/components/matrix/try-all";
import { DECISION_LOOKS } from "@/components/permissions/decision-mark";
import { DecisionView } from "@/components/permissions/decision-view";
import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { saveFile } from "@/components/ui/save-file";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";
import type { Decision, DecisionKind } from "@/lib/page/permissions/decision";
import { decisionsToCsv, decisionsToJson } from "@/lib/page/permissions/decision-table-text";
import type { EntryId } from "@/lib/shared/facts/creds";

const FIRST_LINES = 300;
const KINDS: readonly DecisionKind[] = ["allowed", "denied", "filtered", "unknown"];

export interface AnswerTableProps {
  readonly id: EntryId;
  readonly rights: EffectiveRights;
  readonly lines: readonly AnsweredLine[];
}

export function AnswerTable({ id, rights, lines }: AnswerTableProps) {
  const [choice, setChoice] = useState<KindChoice>("all");
  const [find, setFind] = useState("");
  const [isAll, setIsAll] = useState(false);
  const counts = countKinds(lines);
  const chosen = chosenLines(lines, choice, find);
  const shown = isAll ? chosen : chosen.slice(0, FIRST_LINES);
  const choices = [
    { value: "all" as const, label: "All" },
    ...KINDS.filter((kind) => counts[kind] > 0 || kind === choice).map((kind) => ({
      value: kind,
      label: `${DECISION_LOOKS[kind].word} ${formatCount(counts[kind])}`,
    })),
  ];
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented<KindChoice>
          label="Answers to show"
          options={choices}
          value={choice}
          onChange={setChoice}
        />
        <Field
          mono
          size="sm"
          aria-label="Find in the list"
          placeholder="Find"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
          className="w-36"
        />
        <TryAll id={id} lines={chosen} />
        <span className="ml-auto flex gap-1.5">
          <ExportButton label="CSV" onClick={() => save(chosen, "csv")} />
          <ExportButton label="JSON" onClick={() => save(chosen, "json")} />
        </span>
      </div>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">What these creds may do</caption>
        <thead>
          <tr className="border-b border-line text-left text-hint text-ink-3">
            <th scope="col" className="w-1/4 py-1.5 pr-3 font-medium @max-[559px]:hidden">
              Subject
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Publish
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Subscribe
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((answered) => (
            <Line key={answered.line.line} id={id} rights={rights} answered={answered} />
          ))}
        </tbody>
      </table>
      {chosen.length === 0 ? <p className="text-ink-2">No line of the list matches.</p> : null}
      {shown.length < chosen.length ? (
        <Button size="sm" className="justify-self-start" onClick={() => setIsAll(true)}>
          Show all {formatCount(chosen.length)} lines
        </Button>
      ) : null}
    </>
  );
}

interface LineProps {
  readonly id: EntryId;
  readonly rights: EffectiveRights;
  readonly answered: AnsweredLine;
}

function Line({ id, rights, answered: { line, publish, subscribe } }: LineProps) {
  const { text, fault, questions } = line;
  const subject = questions[0]?.subject ?? text;
  const queue = questions.find((one) => one.queue !== "")?.queue ?? "";
  const shownSubject = (
    <>
      <code>
        <VisibleText>{subject}</VisibleText>
      </code>
      {queue === "" ? null : (
        <span className="block text-hint text-ink-3">
          queue <VisibleText>{queue}</VisibleText>
        </span>
      )}
    </>
  );
  return (
    <>
      <tr className="align-top @min-[560px]:hidden">
        <td colSpan={2} className="pt-2 wrap-anywhere">
          {shownSubject}
        </td>
      </tr>
      <tr className="border-b border-line align-top">
        <th
          scope="row"
          className="py-1.5 pr-3 text-left font-normal wrap-anywhere @max-[559px]:hidden"
        >
          {shownSubject}
        </th>
        {fault === null ? (
          <>
            <td className="py-1.5 pr-3">
              <Cell id={id} rights={rights} decision={publish} />
            </td>
            <td className="py-1.5">
              <Cell id={id} rights={rights} decision={subscribe} />
            </td>
          </>
        ) : (
          <td colSpan={2} className="py-1.5 text-warn">
            Line {formatCount(line.line)}: {listFaultText(fault)}
          </td>
        )}
      </tr>
    </>
  );
}

interface CellProps extends Pick<LineProps, "id" | "rights"> {
  /** Null where the line does not ask for the action. */
  readonly decision: Decision | null;
}

function Cell({ id, rights, decision }: CellProps) {
  if (decision !== null) return <DecisionView id={id} rights={rights} decision={decision} />;
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">not asked</span>
    </span>
  );
}

function ExportButton({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <Button size="sm" aria-label={`Export ${label}`} onClick={onClick}>
      <Download aria-hidden className="size-3.5" />
      {label}
    </Button>
  );
}

function save(lines: readonly AnsweredLine[], format: "csv" | "json"): void {
  const decisions = decisionsOf(lines);
  const [text, type] =
    format === "csv"
      ? [decisionsToCsv(decisions), "text/csv"]
      : [decisionsToJson(decisions), "application/json"];
  saveFile(new Blob([text], { type }), `credence-matrix.${format}`);
}
