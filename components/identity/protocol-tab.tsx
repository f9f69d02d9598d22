// The control frames of the attempt and the session, line by line. The vault shortened JWT and signature
// before it sent them to the page.

import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useLayoutEffect, useRef } from "react";
import { useFrames } from "@/components/identity/use-frames";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { formatTime } from "@/lib/page/format/time";
import type { ControlFrame } from "@/lib/shared/facts/attempt";
import type { EntryId } from "@/lib/shared/facts/creds";

/** The list follows new frames while it is scrolled to within so many pixels of its end. */
const AT_END_PX = 24;

export function ProtocolTab({ id }: { id: EntryId }) {
  const { frames, total } = useFrames(id);
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new frames move the end of the list.
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [frames]);

  return (
    <section aria-label="Protocol" className="px-4 py-3.5">
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <p className="text-small text-ink-2 tabular-nums">{countText(frames.length, total)}</p>
        {frames.length > 0 ? (
          <CopyButton text={frames.map(lineText).join("\n")} label="Copy protocol" />
        ) : null}
      </div>
      {frames.length === 0 ? null : (
        <div
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard.
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label="Control frames"
          onScroll={({ currentTarget: list }) => {
            isAtEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
          }}
          className="mono relative max-h-105 overflow-y-auto rounded-lg border border-line bg-sunken py-1"
        >
          {frames.map((frame) => (
            <Line key={frame.number} frame={frame} />
          ))}
        </div>
      )}
    </section>
  );
}

const Line = memo(function Line({ frame }: { frame: ControlFrame }) {
  const isIn = frame.direction === "in";
  const Arrow = isIn ? ArrowDown : ArrowUp;
  return (
    <div data-frame={frame.direction} className="py-0.5 pr-2.5 pl-7 -indent-4.5 break-all">
      <Arrow
        aria-hidden
        className={cx("mr-1 inline size-3.5 align-[-2px]", isIn ? "text-ok" : "text-accent")}
      />
      <span className="sr-only">{isIn ? "received" : "sent"} </span>
      <time
        dateTime={new Date(frame.at).toISOString()}
        title={new Date(frame.at).toISOString()}
        className="mr-2 text-ink-3 tabular-nums"
      >
        {formatTime(frame.at)}
      </time>
      <VisibleText>{frame.line}</VisibleText>
    </div>
  );
}, isSameFrame);

/** A frame never changes, although each pull brings new objects. */
function isSameFrame(before: { frame: ControlFrame }, after: { frame: ControlFrame }): boolean {
  return before.frame.number === after.frame.number && before.frame.at === after.frame.at;
}

function countText(shown: number, total: number): string {
  if (total === 0) return "Nothing was sent or received yet. Connect to see each line here.";
  const lines = total === 1 ? "1 line" : `${formatCount(total)} lines`;
  return shown < total ? `${lines}; the last ${formatCount(shown)} are shown` : lines;
}

function lineText({ at, direction, line }: ControlFrame): string {
  return `${new Date(at).toISOString()} ${direction === "in" ? "<" : ">"} ${line}`;
}
