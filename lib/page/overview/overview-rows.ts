// The rows of the overview: one for each loaded creds, with its status and what it is sorted and searched by. Pure.
// A row is made again only when something that it shows has changed.

import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { CheckResult } from "@/lib/page/state/check-store";
import type { Cause, Outcome } from "@/lib/shared/facts/causes";
import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import type { RightsNote } from "./rights-book";

/** They add up to all. */
export const STATUSES = [
  "refused",
  "expired",
  "other",
  "unreadable",
  "not-tried",
  "accepted",
] as const;
export type Status = (typeof STATUSES)[number];

export interface OverviewRow {
  readonly id: EntryId;
  readonly entry: EntrySummary;
  readonly note: RightsNote | undefined;
  readonly status: Status;
  /** Of the last answer; null before the first. */
  readonly outcome: Outcome | null;
  /** A check has no result of these creds yet and may go on by itself. */
  readonly isWaiting: boolean;
  /** The cause in words; "" where the status says it all. */
  readonly cause: string;
  /** The name of the account where its JWT is loaded, else the start of its key; "" without one. */
  readonly account: string;
  /** Null = never. */
  readonly expiresAtSec: number | null;
  readonly isExpiring: boolean;
  /** The creds may publish or subscribe to any subject. */
  readonly isWide: boolean;
  /** Any subject, and no limit on subscriptions, sizes or bytes. */
  readonly isOverPrivileged: boolean;
  /** Milliseconds to the last answer of a server. */
  readonly answerMs: number | null;
  /** What words are searched in, in lower case. */
  readonly text: string;
}

export const EXPIRING_DAYS = 7;
const DAY_SEC = 86_400;

/** What a row is made of. */
export interface RowInputs {
  readonly entry: EntrySummary;
  readonly session: SessionState | undefined;
  /** What a check against servers found. */
  readonly checked: CheckResult | null;
  /** As in the row. */
  readonly isWaiting: boolean;
  readonly note: RightsNote | undefined;
  readonly accountName: string | null;
}

export function toRow(
  { entry, session, checked, isWaiting, note, accountName }: RowInputs,
  nowMs: number,
): OverviewRow {
  const answer = lastAnswer(session, checked);
  const status = statusOf(entry, answer.outcome, nowMs);
  const nowSec = nowMs / 1_000;
  const expiresAtSec = entry.expiresAtSec || null;
  const known = answer.cause === undefined ? (note?.cause ?? null) : answer.cause;
  const cause = causeWords(entry, known, status, nowMs);
  const isWide = note?.publish === "any" || note?.subscribe === "any";
  const account = entry.account === null ? "" : (accountName ?? `${entry.account.slice(0, 6)}…`);
  return {
    id: entry.id,
    entry,
    note,
    status,
    outcome: answer.outcome,
    isWaiting,
    cause,
    account,
    expiresAtSec,
    isExpiring:
      status !== "unreadable" &&
      status !== "expired" &&
      expiresAtSec !== null &&
      expiresAtSec <= nowSec + EXPIRING_DAYS * DAY_SEC,
    isWide,
    isOverPrivileged: isWide && note?.hasNoLimits === true,
    answerMs: answer.ms,
    text: `${entry.label}\n${entry.path}\n${account}\n${cause}`.toLowerCase(),
  };
}

interface Answer {
  readonly outcome: Outcome | null;
  readonly ms: number | null;
  /** Undefined where the note of the creds has it. */
  readonly cause?: Cause | null;
}

/** Of the session or of the check, whichever is later. */
export function lastAnswer(session: SessionState | undefined, checked: CheckResult | null): Answer {
  const triedAt = session?.outcome == null ? 0 : (session.attempt?.startedAt ?? 0);
  const checkedAt = checked?.observation?.attempt.startedAt ?? 0;
  if (checked === null || checkedAt === 0 || checkedAt < triedAt) {
    return { outcome: session?.outcome ?? null, ms: session?.attempt?.elapsedMs ?? null };
  }
  const { verdict, observation } = checked;
  return {
    outcome: verdict.outcome,
    ms: observation?.attempt.elapsedMs ?? null,
    cause: verdict.causes.find(({ certainty }) => certainty !== "ruled-out") ?? null,
  };
}

/** `exp` is the last second that still counts. What has expired is expired, whatever a server said before. */
export function statusOf(entry: EntrySummary, outcome: Outcome | null, nowMs: number): Status {
  if (entry.unusable !== null) return "unreadable";
  const { expiresAtSec } = entry;
  if (expiresAtSec && nowMs >= (expiresAtSec + 1) * 1_000) return "expired";
  switch (outcome) {
    case null:
      return "not-tried";
    case "accepted":
      return "accepted";
    case "refused":
      return "refused";
    default:
      return "other";
  }
}

function causeWords(
  entry: EntrySummary,
  cause: Cause | null,
  status: Status,
  nowMs: number,
): string {
  if (status === "accepted" || status === "expired") return "";
  if (status === "unreadable" && entry.unusable !== null) {
    const { code, params = {} } = entry.unusable;
    return causeText({ code, certainty: "proven", evidence: params }, nowMs).title;
  }
  if (cause === null) return "";
  if (status === "not-tried" && cause.certainty !== "proven") return "";
  return causeText(cause, nowMs).title;
}

export interface Counts {
  readonly all: number;
  readonly expiring: number;
  readonly wide: number;
  readonly overPrivileged: number;
  readonly byStatus: Readonly<Record<Status, number>>;
}

export function countRows(rows: readonly OverviewRow[]): Counts {
  const byStatus: Record<Status, number> = {
    refused: 0,
    expired: 0,
    other: 0,
    unreadable: 0,
    "not-tried": 0,
    accepted: 0,
  };
  let [expiring, wide, overPrivileged] = [0, 0, 0];
  for (const row of rows) {
    byStatus[row.status] += 1;
    if (row.isExpiring) expiring += 1;
    if (row.isWide) wide += 1;
    if (row.isOverPrivileged) overPrivileged += 1;
  }
  return { all: rows.length, expiring, wide, overPrivileged, byStatus };
}
