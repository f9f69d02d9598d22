// Where the page of stored messages begins: fields for sequence, time and subject, a slider over all sequences,
// and buttons for the page before and after.

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { PAGE_ROWS, readPage } from "@/lib/page/actions/jetstream-actions";
import { jetStreamStore, type PageFrom } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { checkSubscribeSubject } from "@/lib/shared/grammar/subject";

export interface StoredPlaceFormProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
  /** Why nothing can be read now; null = it can. */
  readonly blocker: string | null;
}

export function StoredPlaceForm({ id, stream, blocker }: StoredPlaceFormProps) {
  const page = useStore(jetStreamStore.store, () => jetStreamStore.of(id).page);
  const [sequence, setSequence] = useState("");
  const [time, setTime] = useState("");
  const [subject, setSubject] = useState(page?.subject === ">" ? "" : (page?.subject ?? ""));
  const wanted = subject.trim() === "" ? ">" : subject.trim();
  const wrongSequence = sequence.trim() !== "" && !/^\d+$/u.test(sequence.trim());
  const at = Date.parse(time.trim());
  const wrongTime = time.trim() !== "" && Number.isNaN(at);
  const wrongSubject = !checkSubscribeSubject(wanted).ok;
  const isBlocked = blocker !== null || wrongSubject;
  const show = (from: PageFrom, before: readonly PageFrom[] = []) => {
    if (!isBlocked) void readPage(id, stream, { from, subject: wanted, before });
  };
  const from: PageFrom =
    time.trim() !== ""
      ? { kind: "time", at }
      : sequence.trim() !== ""
        ? { kind: "sequence", sequence: Number(sequence) }
        : wanted === ">"
          ? { kind: "newest" }
          : { kind: "sequence", sequence: stream.firstSeq };
  return (
    <form
      aria-label="Place in the stream"
      className="flex flex-wrap items-start gap-1.5 border-b border-line bg-sunken px-3 py-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrongSequence && !wrongTime) show(from);
      }}
    >
      <Field
        mono
        size="sm"
        aria-label="From sequence"
        placeholder="sequence"
        inputMode="numeric"
        className="w-28"
        value={sequence}
        error={wrongSequence ? "Type a whole number." : null}
        onChange={(event) => {
          setSequence(event.currentTarget.value);
          setTime("");
        }}
      />
      <Field
        mono
        size="sm"
        aria-label="From time"
        placeholder="2026-11-29T08:00:00Z"
        className="w-48"
        value={time}
        error={wrongTime ? "Type a time such as 2026-11-29T08:00:00Z." : null}
        onChange={(event) => {
          setTime(event.currentTarget.value);
          setSequence("");
        }}
      />
      <Field
        mono
        size="sm"
        aria-label="Subject of the messages"
        placeholder="subject, such as orders.>"
        className="w-44"
        value={subject}
        error={wrongSubject ? "This is not a subject." : null}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Button size="sm" type="submit" disabled={isBlocked} title={blocker ?? undefined}>
        Read
      </Button>
      <Button size="sm" disabled={isBlocked} onClick={() => show({ kind: "last-per-subject" })}>
        Last per subject
      </Button>
      <Steps id={id} stream={stream} blocker={blocker} />
      <PlaceSlider stream={stream} isBlocked={isBlocked} onPlace={show} />
    </form>
  );
}

/** The pages beside the shown one. */
function Steps({ id, stream, blocker }: StoredPlaceFormProps) {
  const page = useStore(jetStreamStore.store, () => jetStreamStore.of(id).page);
  const answer = page?.answer;
  const told = answer?.ok && answer.value.kind === "told" ? answer.value.value : null;
  const next = told?.next ?? null;
  const older = page === null ? null : pageBefore(stream, page, told?.rows[0]?.sequence ?? null);
  const isBlocked = blocker !== null || page === null;
  return (
    <span className="flex">
      <Button
        tone="quiet"
        size="icon"
        aria-label="Older messages"
        disabled={isBlocked || older === null}
        onClick={() => {
          if (page === null || older === null) return;
          const before = page.before.slice(0, -1);
          void readPage(id, stream, { ...page, from: older, before });
        }}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
      </Button>
      <Button
        tone="quiet"
        size="icon"
        aria-label="Newer messages"
        disabled={isBlocked || next === null}
        onClick={() => {
          if (page === null || next === null) return;
          const from = { kind: "sequence", sequence: next } as const;
          void readPage(id, stream, { ...page, from, before: [...page.before, page.from] });
        }}
      >
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </span>
  );
}

/** Without a subject, a page begins a fixed number of sequences earlier. Else the pages that were read are known. */
function pageBefore(
  { firstSeq }: StreamSummary,
  { subject, before, from }: { subject: string; before: readonly PageFrom[]; from: PageFrom },
  first: number | null,
): PageFrom | null {
  const known = before.at(-1);
  if (known !== undefined) return known;
  const begin = first ?? (from.kind === "sequence" ? from.sequence : null);
  if (subject !== ">" || from.kind === "last-per-subject" || begin === null || begin <= firstSeq) {
    return null;
  }
  return { kind: "sequence", sequence: Math.max(firstSeq, begin - PAGE_ROWS) };
}

interface PlaceSliderProps {
  readonly stream: StreamSummary;
  readonly isBlocked: boolean;
  readonly onPlace: (from: PageFrom) => void;
}

/** Moves through all sequences. Only the page where it stops is read. */
function PlaceSlider({ stream: { firstSeq, lastSeq }, isBlocked, onPlace }: PlaceSliderProps) {
  const end = Math.max(firstSeq, lastSeq - PAGE_ROWS + 1);
  const [place, setPlace] = useState(end);
  if (end === firstSeq) return null;
  const read = () => onPlace({ kind: "sequence", sequence: place });
  return (
    <label className="flex min-w-40 grow items-center gap-2 self-center text-hint text-ink-3">
      <span className="sr-only">Position in the stream</span>
      <input
        type="range"
        className="min-w-0 grow accent-accent"
        min={firstSeq}
        max={end}
        value={place}
        disabled={isBlocked}
        onChange={(event) => setPlace(Number(event.currentTarget.value))}
        onPointerUp={read}
        onKeyUp={read}
      />
      <span className="tabular-nums">#{place}</span>
    </label>
  );
}
