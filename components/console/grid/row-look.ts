// The class names and tones of rows in the message grid. Used by the rows (row-slot.ts) and the column
// headings (message-grid.tsx). The words of a row are in row-text.ts.

import { cx } from "@/lib/page/base/cx";
import type { NoticeCode, Seq } from "@/lib/shared/facts/console";

/**
 * Time, subject, payload, size. A narrow panel hides the size; the open message shows it. In a narrow window a row
 * has two lines, the second for the payload (TALL_ROW_PX).
 */
export const COLUMNS =
  "grid grid-cols-[103px_minmax(0,1fr)_minmax(0,1fr)] @min-[560px]:grid-cols-[118px_minmax(150px,26%)_minmax(0,1fr)_76px] max-[800px]:grid-cols-[110px_minmax(0,1fr)_76px]!";

export const ROW = cx(
  COLUMNS,
  "mono h-[27px] cursor-pointer contain-strict items-center border-b border-line/55 max-[800px]:h-[46px] max-[800px]:content-center",
);
export const CELL = "truncate px-2 leading-[26px] @min-[560px]:px-2.5 max-[800px]:leading-5";
export const PAYLOAD_CELL = cx(CELL, "max-[800px]:col-span-full max-[800px]:row-start-2");
export const SIZE_CELL =
  "hidden text-right @min-[560px]:block max-[800px]:col-start-3 max-[800px]:row-start-1 max-[800px]:block";
export const MESSAGE_ROW = "hover:bg-sunken";
export const SELECTED_MESSAGE = "bg-accent-soft";
export const SELECTED_NOTICE = "shadow-[inset_3px_0_var(--accent)]";
/** The row that the keys act on. */
export const ACTIVE_ROW =
  "group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-accent";
/** The bar in the colour of the subscription. */
export const COLOUR_BAR = "mr-2 inline-block h-3.25 w-0.75 rounded-xs align-[-2px]";
export const HIT = "rounded-xs bg-warn-soft text-warn";

/** Element id of a row, for aria-activedescendant. */
export function rowId(seq: Seq): string {
  return `message-row-${seq}`;
}

export type NoticeTone = "bad" | "warn" | "good" | "plain";

export const NOTICE_ROWS = {
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
  good: "bg-ok-soft text-ok",
  plain: "bg-sunken text-ink-2",
} satisfies Record<NoticeTone, string>;

const TONES = {
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
  "ended/kicked": "bad",
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
} satisfies Record<NoticeCode, NoticeTone>;

export function noticeTone(code: NoticeCode): NoticeTone {
  return TONES[code];
}
