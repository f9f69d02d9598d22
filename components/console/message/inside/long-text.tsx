// Untrusted text of any length: its beginning, and a button for more of it. Find moves to another part of it.

import { useMemo } from "react";
import { keepFocus } from "@/components/console/message/find/keep-focus";
import { type Goal, useShownPart } from "@/components/console/message/find/use-shown-part";
import { VisibleLines } from "@/components/shared/visible-lines";
import { formatCount } from "@/lib/page/format/count";

const FIRST_CHARS = 2_000;

interface LongTextProps {
  readonly text: string;
  readonly className?: string;
  /** Where the text begins in the whole payload. */
  readonly at?: number | undefined;
  /** A hit in the text, in the whole payload. */
  readonly goal?: Goal | null;
}

export function LongText({ text, className, at = 0, goal = null }: LongTextProps) {
  const inText = useMemo(
    () =>
      goal === null
        ? null
        : { start: Math.max(0, goal.start - at), end: Math.min(text.length, goal.end - at) },
    [goal, at, text],
  );
  const { from, to, showTo, showEarlier } = useShownPart(FIRST_CHARS, inText);
  const left = text.length - to;
  return (
    <>
      {from > 0 ? (
        <button
          type="button"
          data-earlier
          onClick={({ currentTarget }) => keepFocus(currentTarget, showEarlier)}
          className="mr-1 font-sans text-accent underline"
        >
          {formatCount(from)} earlier characters
        </button>
      ) : null}
      <span className={className} data-at={at + from}>
        <VisibleLines text={from > 0 || left > 0 ? text.slice(from, to) : text} />
      </span>
      {left > 0 ? (
        <button
          type="button"
          data-more
          onClick={() => showTo(from + (to - from) * 8)}
          className="ml-1 font-sans text-accent underline"
        >
          {formatCount(left)} more characters
        </button>
      ) : null}
    </>
  );
}
