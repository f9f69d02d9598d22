// How a row of the stream looks: class names and words shared by the rows (row-slot.ts), the head of
// the columns (message-grid.tsx) and the open message (message-detail.tsx).

import { cx } from "@/lib/page/base/cx";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatGap } from "@/lib/page/format/duration";
import type { NoticeCode, NoticeRow, Seq } from "@/lib/shared/facts/console";

/** Time, subject, payload, size; narrow panels leave the size to the open message. */
export const COLUMNS =
  "grid grid-cols-[103px_minmax(0,1fr)_minmax(0,1fr)] @min-[560px]:grid-cols-[118px_minmax(150px,26%)_minmax(0,1fr)_76px]";

export const ROW = cx(
  COLUMNS,
  "mono h-[27px] cursor-pointer contain-strict items-center border-b border-line/55",
);
export const CELL = "truncate px-2 leading-[26px] @min-[560px]:px-2.5";
export const SIZE_CELL = "hidden text-right @min-[560px]:block";
export const MESSAGE_ROW = "hover:bg-sunken";
export const SELECTED_MESSAGE = "bg-accent-soft";
export const SELECTED_NOTICE = "shadow-[inset_3px_0_var(--accent)]";
/** The row that the keys act on. */
export const ACTIVE_ROW =
  "group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-accent";
export const BAR = "mr-2 inline-block h-3.25 w-0.75 rounded-xs align-[-2px]";
export const HIT = "rounded-xs bg-warn-soft text-warn";

/** Element id of a row, for aria-activedescendant. */
export function rowId(seq: Seq): string {
  return `stream-row-${seq}`;
}

export function statusWords(status: number): string {
  return status === 503 ? "503 No responders" : `status ${status}`;
}

export type NoticeTone = "bad" | "warn" | "good" | "plain";

export const NOTICE_ROWS = {
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
  good: "bg-ok-soft text-ok",
  plain: "bg-sunken text-ink-2",
} satisfies Record<NoticeTone, string>;

/** A code that is missing here does not compile. */
const NOTICE_TONES: Record<NoticeCode, NoticeTone> = {
  "permissions-violation": "bad",
  "limits/subscriptions": "bad",
  "limits/payload": "bad",
  "server/shutdown": "bad",
  "server/protocol": "bad",
  "server/lame-duck": "plain",
  "session/connected": "good",
  "session/reconnected": "good",
  "session/disconnected": "plain",
  "session/renewal-loaded": "plain",
  "session/renewing": "plain",
  "session/renewed": "good",
  "session/renewal-failed": "bad",
  "ended/expired": "bad",
  "ended/account-expired": "bad",
  "ended/revoked": "bad",
  "ended/limits": "bad",
  "ended/authorization": "bad",
  "ended/slow-consumer": "bad",
  "ended/stale": "bad",
  "ended/shutdown": "bad",
  "ended/lost": "bad",
  "flow/gap": "warn",
  "flow/slow-consumer": "warn",
  "flow/suspended": "warn",
  "flow/too-large": "warn",
  "bridge/busy": "bad",
  "bridge/upstream-closed": "bad",
  "bridge/idle": "bad",
  "bridge/slow-reader": "bad",
  "bridge/stopped": "bad",
};

export function noticeTone(code: NoticeCode): NoticeTone {
  return NOTICE_TONES[code];
}

/** The figures of a notice in words; "" for most. */
export function noticeFigures({ values }: NoticeRow): string {
  const { ms, bytes } = values;
  if (ms !== undefined) return formatGap(ms);
  return bytes === undefined ? "" : formatBytes(bytes);
}
