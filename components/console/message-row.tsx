// One row of the stream: a message, or a notice of the server or the session. Memoised on primitive
// props alone: under a flood some forty of them are compared every frame.

import { CircleAlert, CircleCheck, CornerUpLeft, Info } from "lucide-react";
import { memo, type ReactNode } from "react";
import { cx } from "@/lib/base/cx";
import { escapedText } from "@/lib/base/visible-text";
import { formatBytes, formatTime } from "@/lib/console/format";
import { noticeText } from "@/lib/diagnosis/notice-text";
import type { MessageRow as Message, NoticeCode, Seq } from "@/lib/facts/console";
import { slotClass } from "./colours";

/** Time, subject, payload, size; narrow panels leave the size to the open message. */
export const COLUMNS =
  "grid grid-cols-[103px_minmax(0,1fr)_minmax(0,1fr)] @min-[560px]:grid-cols-[118px_minmax(150px,26%)_minmax(0,1fr)_76px]";

const ROW = cx(
  COLUMNS,
  "mono h-[27px] cursor-pointer contain-strict items-center border-b border-line/55",
);
const CELL = "truncate px-2 leading-[26px] @min-[560px]:px-2.5";
const SIZE = "hidden text-right @min-[560px]:block";

/** Element id of a row, for aria-activedescendant. */
export function rowId(seq: Seq): string {
  return `stream-row-${seq}`;
}

// aria-rowindex is set by grid-core.ts: it changes with every row that leaves the store, and a row that
// is otherwise the same need not be rendered for it.
interface Marks {
  readonly isSelected: boolean;
  readonly isActive: boolean;
}

const ACTIVE =
  "group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-accent";

export interface MessageRowProps extends Marks, Omit<Message, "kind" | "hasHeaders"> {}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { seq, subject, preview, previewKind, status } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawn row of a grid; a table cannot recycle its rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row.
    <div
      role="row"
      id={rowId(seq)}
      aria-selected={props.isSelected}
      data-message={seq}
      className={cx(
        ROW,
        props.isSelected ? "bg-accent-soft" : "hover:bg-sunken",
        props.isActive && ACTIVE,
      )}
    >
      <Cell className="text-ink-3">{formatTime(props.at)}</Cell>
      <Cell>
        <span
          aria-hidden
          className={cx(
            "mr-2 inline-block h-3.25 w-0.75 rounded-xs align-[-2px]",
            slotClass(props.colour),
          )}
        />
        {escapedText(subject)}
      </Cell>
      <Cell className={previewKind === "text" ? "" : "text-ink-3"}>
        {props.hasReply ? (
          <CornerUpLeft
            aria-label="wants a reply"
            className="mr-1.5 inline-block size-3 align-[-1px] text-ink-3"
          />
        ) : null}
        {status === null ? null : <span className="mr-2 text-warn">{statusWords(status)}</span>}
        {previewKind === "binary" ? `‹ ${preview} ›` : preview}
        {previewKind === "empty" && status === null ? "empty" : null}
      </Cell>
      <Cell className={cx(SIZE, "text-ink-3")}>{formatBytes(props.payloadBytes)}</Cell>
    </div>
  );
});

export function statusWords(status: number): string {
  return status === 503 ? "503 No responders" : `status ${status}`;
}

type Tone = "bad" | "good" | "plain";

const TONES = {
  bad: "bg-bad-soft text-bad",
  good: "bg-ok-soft text-ok",
  plain: "bg-sunken text-ink-2",
} satisfies Record<Tone, string>;

const ICONS = { bad: CircleAlert, good: CircleCheck, plain: Info };

export interface NoticeRowProps extends Marks {
  readonly seq: Seq;
  readonly at: number;
  readonly code: NoticeCode;
  readonly subject: string;
  readonly detail: string;
}

export const NoticeRow = memo(function NoticeRow(props: NoticeRowProps) {
  const { seq, code, subject, detail } = props;
  const tone = noticeTone(code);
  const Icon = ICONS[tone];
  const words = noticeText(code);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawn row of a grid; a table cannot recycle its rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row.
    <div
      role="row"
      id={rowId(seq)}
      aria-selected={props.isSelected}
      data-notice={code}
      data-seq={seq}
      className={cx(
        ROW,
        TONES[tone],
        props.isSelected && "shadow-[inset_3px_0_var(--accent)]",
        props.isActive && ACTIVE,
      )}
    >
      <Cell>{formatTime(props.at)}</Cell>
      <Cell>
        <Icon aria-hidden className="mr-1.5 inline-block size-3.25 align-[-2px]" />
        {subject === "" ? "Session" : escapedText(subject)}
      </Cell>
      <Cell>{detail === "" ? words : `${words}: ${escapedText(detail)}`}</Cell>
      <Cell className={SIZE} />
    </div>
  );
});

const GOOD: ReadonlySet<NoticeCode> = new Set([
  "session/connected",
  "session/reconnected",
  "session/renewed",
]);
const PLAIN: ReadonlySet<NoticeCode> = new Set([
  "session/disconnected",
  "session/renewal-loaded",
  "session/renewing",
  "server/lame-duck",
]);

export function noticeTone(code: NoticeCode): Tone {
  if (GOOD.has(code)) return "good";
  return PLAIN.has(code) ? "plain" : "bad";
}

function Cell({
  className,
  children,
}: {
  readonly className?: string;
  readonly children?: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a drawn row.
    // biome-ignore lint/a11y/useFocusableInteractive: cells are read as part of their row.
    <div role="gridcell" className={cx(CELL, className)}>
      {children}
    </div>
  );
}
