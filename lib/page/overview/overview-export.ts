// What the overview writes to files: CSV of the listed creds, and the expiries as iCalendar
// (RFC 5545). Public facts only: no seed, JWT or signature gets here. Pure.

import { csvText } from "@/lib/page/format/csv";
import type { OverviewRow } from "./overview-rows";

const isoOf = (sec: number | null): string =>
  sec === null || !isDate(sec) ? "" : new Date(sec * 1_000).toISOString();

/** Beyond this JavaScript has no dates. */
const isDate = (sec: number): boolean => Math.abs(sec) <= 8_640_000_000_000;

export function credsCsv(rows: readonly OverviewRow[]): string {
  const head = [
    "name",
    "file",
    "user",
    "account",
    "account key",
    "status",
    "cause",
    "expires",
    "publish allow",
    "publish deny",
    "subscribe allow",
    "subscribe deny",
    "last answer ms",
  ];
  const lines = rows.map(({ entry, account, status, cause, expiresAtSec, note, answerMs }) => {
    const permissions = note?.rules?.rights.permissions;
    return [
      entry.label,
      entry.path,
      entry.subject ?? "",
      account,
      entry.account ?? "",
      status,
      cause,
      isoOf(expiresAtSec),
      ...[permissions?.publish, permissions?.subscribe].flatMap((rules) => [
        (rules?.allow ?? []).join(" "),
        (rules?.deny ?? []).join(" "),
      ]),
      answerMs === null ? "" : String(answerMs),
    ];
  });
  return csvText([head, ...lines]);
}

/** One event for each creds that expires in the future, with an alarm a week before. */
export function expiryCalendar(rows: readonly OverviewRow[], nowMs: number): string {
  const stamp = icsTime(nowMs / 1_000);
  const events = rows.flatMap(({ entry, expiresAtSec, account }) => {
    if (expiresAtSec === null || !isDate(expiresAtSec) || expiresAtSec * 1_000 < nowMs) return [];
    return [
      "BEGIN:VEVENT",
      `UID:${entry.id}-${expiresAtSec}@credence`,
      `DTSTAMP:${stamp}`,
      `DTSTART:${icsTime(expiresAtSec)}`,
      `SUMMARY:${icsText(`NATS creds expire: ${entry.label}`)}`,
      `DESCRIPTION:${icsText([entry.path, account, entry.subject ?? ""].filter(Boolean).join("\n"))}`,
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-P7D",
      `DESCRIPTION:${icsText(`NATS creds expire in a week: ${entry.label}`)}`,
      "END:VALARM",
      "END:VEVENT",
    ];
  });
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Credence//Expiry//EN",
    ...events,
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const icsTime = (sec: number): string =>
  isoOf(Math.floor(sec)).replace(/\.\d+/u, "").replaceAll(/[-:]/gu, "");

const icsText = (text: string): string =>
  text.replaceAll(/[\\;,]/gu, (mark) => `\\${mark}`).replaceAll(/\r\n|\r|\n/gu, "\\n");

/** A line has at most 75 bytes; further lines begin with a space. */
function folded(line: string): string {
  const lines: string[] = [];
  let [current, bytes] = ["", 0];
  for (const char of line) {
    const size = new TextEncoder().encode(char).length;
    if (bytes + size > 74) {
      lines.push(current);
      [current, bytes] = [" ", 1];
    }
    current += char;
    bytes += size;
  }
  return [...lines, current].join("\r\n");
}
