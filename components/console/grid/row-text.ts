// The words in a row of the message grid. Used by the rows (row-slot.ts) and the open message
// (message-detail.tsx, message-facts.tsx). Pure.

import { escapedText } from "@/lib/page/base/visible-characters";
import { noticeText } from "@/lib/page/diagnosis/texts/notice-text";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatGap } from "@/lib/page/format/duration";
import { formatDate, formatTime } from "@/lib/page/format/time";
import type { MessageRow, NoticeRow } from "@/lib/shared/facts/console";
import { statusText } from "./status-text";

/** A stored message may be of another day, which is named then. */
export function timeText({ at, sequence }: Pick<MessageRow, "at" | "sequence">): string {
  if (sequence === null || isToday(at)) return formatTime(at);
  const [day = "", month = ""] = formatDate(at / 1000).split(" ");
  return `${day} ${month} ${formatTime(at).slice(0, "14:02".length)}`;
}

function isToday(at: number): boolean {
  return new Date(at).toDateString() === new Date().toDateString();
}

/**
 * What the payload cell of a message shows. An empty payload with a status or an error shows that alone, and a removed key
 * is never shown as an empty value.
 */
export function previewText({
  preview,
  previewKind,
  status,
  removal,
  serviceError,
}: Pick<MessageRow, "preview" | "previewKind" | "status" | "removal" | "serviceError">): string {
  if (previewKind === "binary") return `‹ ${preview} ›`;
  if (removal !== null) return removal;
  if (previewKind === "empty") return status === null && serviceError === undefined ? "empty" : "";
  return preview;
}

/** What stands before the payload: the status of the server, or the error of a service; "" for most. */
export function rowStatusText({
  status,
  serviceError,
}: Pick<MessageRow, "status" | "serviceError">): string {
  if (serviceError !== undefined) return `service error ${escapedText(serviceError)}`;
  return status === null ? "" : statusText(status);
}

/** Shown in place of the value. Undefined for a message with a value. */
export function removalText(removal: MessageRow["removal"]): string | undefined {
  if (removal === null) return undefined;
  return `Not a value: the key or subject was ${removal}`;
}

export function noticeSubjectText({ subject }: NoticeRow): string {
  return subject === "" ? "Session" : escapedText(subject);
}

/** What the payload cell of a notice shows: the notice, its figure, and the server's words. */
export function noticeRowText(notice: NoticeRow): string {
  const { code, values, detail } = notice;
  const parts = [noticeText(code, values), noticeFigureText(notice), escapedText(detail)];
  return parts.filter((part) => part !== "").join(": ");
}

/** A span or a size that belongs to a notice; "" for most. */
export function noticeFigureText({ values }: NoticeRow): string {
  const { ms, bytes } = values;
  if (ms !== undefined) return formatGap(ms);
  return bytes === undefined ? "" : formatBytes(bytes);
}
