// What expires when, as iCalendar (RFC 5545) and as CSV. Public facts only. Pure.

import { csvText } from "@/lib/page/format/csv";
import { isDate, isoOf } from "./overview-export";
import type { OverviewRow } from "./overview-rows";

const DAY_SEC = 86_400;

/** Those that expire, the soonest first. Files that cannot be read are left out. */
export const expiringRows = (rows: readonly OverviewRow[]): readonly OverviewRow[] =>
  rows
    .filter(({ status, expiresAtSec }) => expiresAtSec !== null && status !== "unreadable")
    .sort((a, b) => (a.expiresAtSec ?? 0) - (b.expiresAtSec ?? 0));

/** One row for each of them; times are in UTC. */
export function expiryCsv(rows: readonly OverviewRow[], nowMs: number): string {
  const head = ["expires", "days left", "name", "file", "user", "account", "status"];
  const lines = expiringRows(rows).map(({ entry, account, status, expiresAtSec }) => [
    isoOf(expiresAtSec),
    String(Math.max(0, Math.floor(((expiresAtSec ?? 0) - nowMs / 1_000) / DAY_SEC))),
    entry.label,
    entry.path,
    entry.subject ?? "",
    account,
    status,
  ]);
  return csvText([head, ...lines]);
}

/** One event for each creds that expires in the future, with an alarm a week before. */
export function expiryCalendar(rows: readonly OverviewRow[], nowMs: number): string {
  const stamp = icsTime(nowMs / 1_000);
  const events = expiringRows(rows).flatMap(({ entry, expiresAtSec, account }) => {
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
  // Short lines without other letters are most.
  if (line.length <= 74 && /^[\x20-\x7e]*$/u.test(line)) return line;
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let [current, bytes] = ["", 0];
  for (const char of line) {
    const size = encoder.encode(char).length;
    if (bytes + size > 74) {
      lines.push(current);
      [current, bytes] = [" ", 1];
    }
    current += char;
    bytes += size;
  }
  return [...lines, current].join("\r\n");
}
