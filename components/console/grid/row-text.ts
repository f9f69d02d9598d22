// The words in a row of the message grid. Used by the rows (row-slot.ts) and the open message
// (message-detail.tsx, message-facts.tsx). Pure.

import { escapedText } from "@/lib/page/base/visible-characters";
import { formatBytes } from "@/lib/page/console/payload-format-old";
import { noticeText } from "@/lib/page/diagnosis/texts/notice-text";
import type { MessageRow, NoticeRow } from "@/lib/shared/facts/console";

export function statusText(status: number): string {
  return status === 503 ? "503 No responders" : `status ${status}`;
}

/** What the payload cell of a message shows. An empty payload with a status shows the status alone. */
export function previewText({ preview, previewKind, status }: MessageRow): string {
  if (previewKind === "binary") return `‹ ${preview} ›`;
  if (previewKind === "empty") return status === null ? "empty" : "";
  return preview;
}

export function noticeSubjectText({ subject }: NoticeRow): string {
  return subject === "" ? "Session" : escapedText(subject);
}

/** What the payload cell of a notice shows: the notice, its figure, and the server's words. */
export function noticeRowText(notice: NoticeRow): string {
  const parts = [noticeText(notice.code), noticeFigureText(notice), escapedText(notice.detail)];
  return parts.filter((part) => part !== "").join(": ");
}

/** A span or a size that belongs to a notice; "" for most. */
export function noticeFigureText({ values }: NoticeRow): string {
  const { ms, bytes } = values;
  if (ms !== undefined) return spanText(ms);
  return bytes === undefined ? "" : formatBytes(bytes);
}

/** "340 ms", "2.1 s", "14 min". */
function spanText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}
