// Two messages side by side. JSON is compared by structure, text by lines, bytes by place, and headers by name; each
// in the reading that both messages have.

import { ArrowLeftRight, Undo2 } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { ShowMore } from "@/components/console/message/payload-box";
import { VisibleLines } from "@/components/shared/visible-lines";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { endCompare, swapCompared } from "@/lib/page/actions/view-actions";
import { cx } from "@/lib/page/base/cx";
import { type Comparable, comparedBy, comparisonsOf } from "@/lib/page/console/diff/compare";
import type { Diff, DiffRow } from "@/lib/page/console/diff/diff-rows";
import { formatCount } from "@/lib/page/format/count";
import { formatTime } from "@/lib/page/format/time";
import type { MessageDetail } from "@/lib/shared/facts/console";
import { COMPARISON_LABELS, differencesText } from "./diff-text";

export interface DiffViewProps {
  readonly a: MessageDetail;
  readonly b: MessageDetail;
  readonly tools: ReactNode;
}

export function DiffView({ a, b, tools }: DiffViewProps) {
  const kinds = useMemo(() => comparisonsOf(a, b), [a, b]);
  const [chosen, setChosen] = useState<Comparable | null>(null);
  const kind = chosen !== null && kinds.includes(chosen) ? chosen : (kinds[0] ?? "hex");
  const diff = useMemo(() => comparedBy(kind, a, b), [kind, a, b]);
  const [isShort, setIsShort] = useState(false);
  return (
    <>
      <header className="grid gap-1.5 pt-1.5 pr-1.5 pb-2 pl-3.5">
        <div className="flex min-w-0 items-center gap-2">
          <h2 className="shrink-0 font-semibold">2 messages</h2>
          <p
            role="status"
            data-differences={diff.differences}
            className="min-w-0 flex-1 truncate text-ink-2"
          >
            {differencesText(diff)}
          </p>
          <Button
            tone="quiet"
            size="icon"
            aria-label="End the comparison"
            title="Back to the message"
            data-hotkey="d"
            onClick={endCompare}
          >
            <Undo2 aria-hidden className="size-3.5" />
          </Button>
          {tools}
        </div>
        <div className="grid grid-cols-2 gap-3 text-small">
          <Side name="A" message={a} />
          <Side name="B" message={b} />
        </div>
        <div className="flex flex-wrap items-center gap-2 pr-2">
          <Segmented<Comparable>
            label="Comparison"
            options={kinds.map((value) => ({ value, label: COMPARISON_LABELS[value] }))}
            value={kind}
            onChange={setChosen}
          />
          <Button tone="quiet" size="icon" aria-label="Swap" title="Swap" onClick={swapCompared}>
            <ArrowLeftRight aria-hidden className="size-3.5" />
          </Button>
          <label className="ml-auto flex items-center gap-1.5 text-small text-ink-2">
            <input
              type="checkbox"
              checked={isShort}
              onChange={(event) => setIsShort(event.currentTarget.checked)}
              className="size-4"
            />
            Only differences
          </label>
        </div>
      </header>
      <DiffRows key={`${kind} ${isShort}`} diff={diff} isShort={isShort} />
    </>
  );
}

function Side({ name, message }: { readonly name: string; readonly message: MessageDetail }) {
  const { subject, at, seq } = message;
  return (
    <p className="min-w-0">
      <span className="block truncate">
        <span className="mr-1.5 font-semibold text-ink-3">{name}</span>
        <code>
          <VisibleText>{subject}</VisibleText>
        </code>
      </span>
      <span className="mono block truncate text-ink-3">
        {formatTime(at)}, seq {formatCount(seq)}
      </span>
    </p>
  );
}

const FIRST_ROWS = 400;

export interface DiffRowsProps {
  readonly diff: Diff;
  /** Leaves out what both have. */
  readonly isShort: boolean;
}

/** The rows of a comparison, the first ones at once. Revisions of a key are shown by it as well. */
export function DiffRows({ diff, isShort }: DiffRowsProps) {
  const [limit, setLimit] = useState(FIRST_ROWS);
  const rows = isShort ? diff.rows.filter(({ kind }) => kind !== "same") : diff.rows;
  return (
    <div className="row-span-2 min-h-0 overflow-y-auto px-3.5 pb-2">
      {diff.isExact ? null : (
        <p className="mb-1.5 text-small text-ink-2">
          They differ in so much that the middle is shown as replaced, not compared.
        </p>
      )}
      {rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-sunken p-2.5 text-ink-2">
          {diff.differences === 0 ? "They are the same." : "Nothing to show."}
        </p>
      ) : (
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling element must be reachable by keyboard.
          tabIndex={0}
          data-diff={diff.unit}
          className="mono overflow-x-auto rounded-lg border border-line bg-sunken py-2 leading-[1.55] focus-visible:-outline-offset-2"
        >
          {rows.slice(0, limit).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one comparison never change.
            <Row key={index} row={row} />
          ))}
        </div>
      )}
      <ShowMore shown={limit} total={rows.length} unit="lines" onMore={setLimit} />
    </div>
  );
}

function Row({ row: { kind, a, b } }: { readonly row: DiffRow }) {
  return (
    <div data-diff-row={kind} className="grid grid-cols-2">
      <Cell text={a} isDifferent={kind !== "same"} tone="bg-bad-soft" mark="-" />
      <Cell text={b} isDifferent={kind !== "same"} tone="bg-ok-soft" mark="+" />
    </div>
  );
}

interface CellProps {
  readonly text: string | null;
  readonly isDifferent: boolean;
  readonly tone: string;
  readonly mark: string;
}

/** A line is cut where it is very long; the message itself has all of it. */
const MAX_CHARS = 2_000;

function Cell({ text, isDifferent, tone, mark }: CellProps) {
  const isMarked = isDifferent && text !== null;
  return (
    <span
      className={cx(
        "min-h-[1.55em] min-w-0 border-line px-1.5 wrap-anywhere whitespace-pre-wrap not-first:border-l",
        isMarked && tone,
      )}
    >
      <span className="inline-block w-3.5 text-ink-3 select-none">{isMarked ? mark : ""}</span>
      {text === null ? null : <VisibleLines text={text.slice(0, MAX_CHARS)} />}
      {text !== null && text.length > MAX_CHARS ? (
        <span className="font-sans text-ink-3">
          {" "}
          {formatCount(text.length - MAX_CHARS)} more characters
        </span>
      ) : null}
    </span>
  );
}
