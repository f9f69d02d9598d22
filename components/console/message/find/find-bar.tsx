// Looks for a text in all of the open payload, in whatever format it is shown. Enter and Shift Enter step through the
// hits, Escape closes the field. What is looked for stays while other messages are opened.

import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useRef } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { MAX_HITS } from "@/lib/page/console/find/find-hits";
import type { Reading } from "@/lib/page/console/payload-display";
import { formatCount } from "@/lib/page/format/count";
import { type PayloadFind, usePayloadFind } from "./use-payload-find";
import type { Goal } from "./use-shown-part";

interface FindProps {
  /** Null while the field is closed. */
  readonly wanted: string | null;
  readonly onFind: (wanted: string | null) => void;
}

const HOTKEY = "F";

export function FindButton({ wanted, onFind }: FindProps) {
  const ref = useRef<HTMLButtonElement>(null);
  const isOpen = wanted !== null;
  const onClick = () => {
    if (isOpen) return onFind(null);
    flushSync(() => onFind(""));
    ref.current
      ?.closest("header")
      ?.querySelector<HTMLInputElement>(`input[data-hotkey="${HOTKEY}"]`)
      ?.focus();
  };
  return (
    <Button
      ref={ref}
      tone="quiet"
      size="icon"
      aria-label="Find in the payload"
      title="Find in the payload"
      aria-pressed={isOpen}
      // While the field is shown, the key is its own.
      data-hotkey={isOpen ? undefined : HOTKEY}
      data-find
      onClick={onClick}
      className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      <Search aria-hidden className="size-3.5" />
    </Button>
  );
}

interface FindBarProps extends FindProps {
  readonly wanted: string;
  /** Holds the payload. */
  readonly body: RefObject<HTMLElement | null>;
  readonly reading: Reading;
  /** Called with the hit to show. */
  readonly onGoal: (goal: Goal) => void;
}

export function FindBar({ wanted, onFind, body, reading, onGoal }: FindBarProps) {
  const find = usePayloadFind(wanted, { body, reading, onGoal });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key, shiftKey, currentTarget } = event;
    if (key === "Enter") find.step(shiftKey ? -1 : 1);
    else if (key === "Escape") {
      currentTarget.closest("header")?.querySelector<HTMLElement>("[data-find]")?.focus();
      onFind(null);
    } else return;
    event.preventDefault();
  };
  return (
    <search aria-label="Find in the payload" className="flex items-center gap-1.5">
      <Field
        size="sm"
        aria-label="Text in the payload"
        placeholder="Text in the payload"
        className="flex-1"
        data-hotkey={HOTKEY}
        value={wanted}
        onChange={(event) => onFind(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <output data-found={find.count} className="shrink-0 text-small text-ink-2 tabular-nums">
        {wanted === "" ? "" : foundText(find)}
      </output>
      <div className="flex shrink-0">
        <Step label="Previous hit" direction={-1} find={find} />
        <Step label="Next hit" direction={1} find={find} />
      </div>
    </search>
  );
}

function foundText({ count, at, isDone }: PayloadFind): string {
  if (count === 0) return isDone ? "No hits" : "Searching…";
  const all = `${formatCount(count)}${count === MAX_HITS ? "+" : isDone ? "" : "…"}`;
  return `${formatCount(at + 1)} of ${all}`;
}

interface StepProps {
  readonly label: string;
  readonly direction: 1 | -1;
  readonly find: PayloadFind;
}

function Step({ label, direction, find }: StepProps) {
  const Icon = direction === 1 ? ChevronDown : ChevronUp;
  return (
    <Button
      tone="quiet"
      size="icon"
      aria-label={label}
      title={label}
      // Not `disabled`: the button would lose the focus.
      aria-disabled={find.count === 0}
      onClick={() => find.step(direction)}
      className="aria-disabled:opacity-55"
    >
      <Icon aria-hidden className="size-3.5" />
    </Button>
  );
}
