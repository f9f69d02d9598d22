// The subjects of a stream with the number of their messages, those with the most first. A subject opens its messages.

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useBlocker } from "@/components/shared/use-blocker";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import {
  choosePlace,
  readSubjects,
  SUBJECT_ROWS,
  type SubjectsAnswer,
} from "@/lib/page/actions/stored/stored-actions";
import { subjectsCommand } from "@/lib/page/console/nats-command";
import { formatCount } from "@/lib/page/format/count";
import { streamRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StoredSubjects as Told } from "@/lib/shared/facts/stored";
import { checkSubscribeSubject } from "@/lib/shared/grammar/subject";
import { MissingRights } from "./parts/missing-rights";
import { AskProblem } from "./parts/refused";
import { useStoredRights } from "./parts/use-stored-rights";

export interface StoredSubjectsProps {
  readonly id: EntryId;
  readonly name: string;
  /** Goes up with each message, so that the counts are read again after a refresh. */
  readonly lastSeq: number;
}

export function StoredSubjects({ id, name, lastSeq }: StoredSubjectsProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const blocker = useBlocker("read subjects");
  const rights = useStoredRights(streamRequests(domain, name));
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState({ filter: ">", first: 0 });
  const [answer, setAnswer] = useState<SubjectsAnswer | null>(null);
  const wanted = typed.trim() === "" ? ">" : typed.trim();
  const isWrong = !checkSubscribeSubject(wanted).ok;
  const mayRead = blocker === null && rights.missing.length === 0;
  useEffect(() => {
    let isCurrent = true;
    // `lastSeq` stands for a refresh.
    if (mayRead && lastSeq >= 0) {
      void readSubjects(id, name, asked.filter, asked.first).then((next) => {
        if (isCurrent) setAnswer(next);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [id, name, asked, mayRead, lastSeq]);
  const told = answer?.ok && answer.value.kind === "told" ? answer.value.value : null;
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col">
      <MissingRights purpose="count its subjects" rights={rights} />
      <form
        className="flex items-start gap-1.5 border-b border-line bg-sunken px-3 py-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (mayRead && !isWrong) setAsked({ filter: wanted, first: 0 });
        }}
      >
        <Field
          mono
          size="sm"
          aria-label="Filter subjects"
          placeholder="subjects, such as orders.>"
          className="w-64 max-w-full"
          value={typed}
          error={isWrong ? "This is not a subject." : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button size="sm" type="submit" disabled={!mayRead || isWrong} title={blocker ?? undefined}>
          Read
        </Button>
        <CopyButton
          text={subjectsCommand(domain, name, asked.filter)}
          label="Copy as nats CLI"
          isCompact
        />
      </form>
      {answer !== null && told === null ? (
        <AskProblem answer={answer} subject={`STREAM.INFO.${name}`} />
      ) : (
        <div className="min-h-0 grow overflow-auto">
          <table aria-label="Subjects of the stream" className="mono w-full text-left text-data">
            <thead className="text-hint text-ink-3">
              <tr>
                <th className="h-7 px-3 font-medium">Subject</th>
                <th className="h-7 px-3 text-right font-medium">Messages</th>
              </tr>
            </thead>
            <tbody>
              {told?.rows.map(({ subject, messages }) => (
                <tr
                  key={subject}
                  data-stored-subject={subject}
                  className="border-t border-line/55 hover:bg-sunken"
                >
                  <td className="max-w-0 w-full truncate px-3">
                    <button
                      type="button"
                      title="Show the messages of this subject"
                      className="max-w-full truncate text-left"
                      onClick={() => {
                        jetStreamStore.change(id, { tab: "messages" });
                        choosePlace(id, { from: { kind: "newest" }, subject });
                      }}
                    >
                      <VisibleText>{subject}</VisibleText>
                    </button>
                  </td>
                  <td className="px-3 text-right tabular-nums">{formatCount(messages)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="flex items-center gap-2 border-t border-line bg-sunken px-3.5 py-1 text-data text-ink-2">
        <p role="status" className="grow tabular-nums">
          {told !== null ? countText(told, asked.first) : mayRead ? "Reading" : "Not read"}
        </p>
        <PageButton
          direction={-1}
          isLast={asked.first === 0}
          onPage={() => setAsked({ ...asked, first: asked.first - SUBJECT_ROWS })}
        />
        <PageButton
          direction={1}
          isLast={told === null || asked.first + SUBJECT_ROWS >= told.total}
          onPage={() => setAsked({ ...asked, first: asked.first + SUBJECT_ROWS })}
        />
      </footer>
    </div>
  );
}

interface PageButtonProps {
  readonly direction: 1 | -1;
  readonly isLast: boolean;
  readonly onPage: () => void;
}

function PageButton({ direction, isLast, onPage }: PageButtonProps) {
  const Icon = direction === 1 ? ChevronRight : ChevronLeft;
  return (
    <Button
      tone="quiet"
      size="icon"
      aria-label={direction === 1 ? "More subjects" : "Subjects before"}
      isOff={isLast}
      onClick={onPage}
    >
      <Icon aria-hidden className="size-3.5" />
    </Button>
  );
}

function countText({ total, rows }: Told, first: number): string {
  if (total === 0) return "No message is stored under such a subject.";
  if (rows.length === total) return total === 1 ? "1 subject" : `${formatCount(total)} subjects`;
  return `${formatCount(first + 1)} to ${formatCount(first + rows.length)} of ${formatCount(total)} subjects`;
}
