// Where the stored messages begin: fields for sequence, time and subject, a slider over all sequences, and a button
// for the page before.

import { ChevronLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { choosePlace, PAGE_ROWS } from "@/lib/page/actions/stored/stored-actions";
import { formatCount } from "@/lib/page/format/count";
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
  const place = useStore(jetStreamStore.store, () => jetStreamStore.of(id).place);
  const [sequence, setSequence] = useState("");
  const [time, setTime] = useState("");
  const [subject, setSubject] = useState("");
  // The tree of subjects chooses a place as well.
  useEffect(() => setSubject(place.subject === ">" ? "" : place.subject), [place.subject]);
  const wanted = subject.trim() === "" ? ">" : subject.trim();
  const wrongSequence = sequence.trim() !== "" && !/^\d+$/u.test(sequence.trim());
  const at = Date.parse(time.trim());
  const wrongTime = time.trim() !== "" && Number.isNaN(at);
  const wrongSubject = !checkSubscribeSubject(wanted).ok;
  const isBlocked = blocker !== null || wrongSubject;
  const show = (from: PageFrom) => {
    if (!isBlocked) choosePlace(id, { from, subject: wanted });
  };
  const from: PageFrom =
    time.trim() !== ""
      ? { kind: "time", at }
      : sequence.trim() !== ""
        ? { kind: "sequence", sequence: Number(sequence) }
        : { kind: "newest" };
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
      <Button size="sm" disabled={isBlocked} onClick={() => show({ kind: "newest" })}>
        Newest
      </Button>
      <Button size="sm" disabled={isBlocked} onClick={() => show({ kind: "last-per-subject" })}>
        Last per subject
      </Button>
      <OlderButton id={id} isBlocked={blocker !== null} />
      <PlaceSlider stream={stream} isBlocked={isBlocked} onPlace={show} />
    </form>
  );
}

/** Begins a page earlier. Later messages are read as the list is scrolled. */
function OlderButton({ id, isBlocked }: { readonly id: EntryId; readonly isBlocked: boolean }) {
  const stored = useVault((state) => state.storedLog?.stored ?? null);
  const isFirst = stored === null || stored.from <= stored.firstSeq;
  return (
    <Button
      tone="quiet"
      size="icon"
      aria-label="Older messages"
      isOff={isBlocked || isFirst}
      onClick={() => {
        if (stored === null) return;
        const from = { kind: "before", sequence: stored.from, count: PAGE_ROWS } as const;
        choosePlace(id, { from, subject: stored.subject });
      }}
    >
      <ChevronLeft aria-hidden className="size-3.5" />
    </Button>
  );
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
        onKeyUp={(event) => {
          if (/^(?:Arrow|Page|Home|End)/u.test(event.key)) read();
        }}
      />
      <span className="tabular-nums">#{formatCount(place)}</span>
    </label>
  );
}
