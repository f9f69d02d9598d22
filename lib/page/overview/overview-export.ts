// The listed creds of the overview as CSV. Public facts only: no seed, JWT or signature gets here. Pure.

import { csvText } from "@/lib/page/format/csv";
import type { OverviewRow } from "./overview-rows";

/** "" for never, and for times beyond the dates of JavaScript. */
export const isoOf = (sec: number | null): string =>
  sec === null || !isDate(sec) ? "" : new Date(sec * 1_000).toISOString();

/** Beyond this JavaScript has no dates. */
export const isDate = (sec: number): boolean => Math.abs(sec) <= 8_640_000_000_000;

/** The first columns of every table about what creds may do. */
export const CREDS_HEAD = ["name", "file", "user", "account", "status"] as const;

/** The fields below CREDS_HEAD. */
export const credsFields = ({ entry, account, status }: OverviewRow): readonly string[] => [
  entry.label,
  entry.path,
  entry.subject ?? "",
  account,
  status,
];

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
