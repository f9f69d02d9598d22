// The search of the overview: terms → a test of one row. All terms must hold, and of several statuses one; "-" turns a
// term around. Pure.

import { decide } from "@/lib/page/permissions/decide";
import type { Question } from "@/lib/page/permissions/decision";
import type { RuleSet } from "@/lib/page/permissions/rule-set";
import { checkSubscribeSubject } from "@/lib/shared/grammar/subject";
import { type OverviewRow, STATUSES } from "./overview-rows";

export interface RowSearch {
  /** True when the row has all terms. */
  readonly matches: (row: OverviewRow) => boolean;
  /** Terms that cannot be read. They match everything. */
  readonly problems: readonly string[];
  /** Rows whose permissions were not read yet do not match. */
  readonly needsRights: boolean;
}

type Test = (row: OverviewRow, nowSec: number) => boolean;

/** Fewer characters of a key are no sign that a key is meant. */
const KEY_WORD_CHARS = 6;
const SPANS: Readonly<Record<string, number>> = { h: 3_600, d: 86_400, w: 604_800, y: 31_536_000 };

const IS_TESTS: Readonly<Record<string, Test>> = {
  ...Object.fromEntries(
    STATUSES.map((status): [string, Test] => [status, (row) => row.status === status]),
  ),
  expiring: (row) => row.isExpiring,
  "any-subject": (row) => row.isWide,
  "no-limits": (row) => row.note?.hasNoLimits === true,
  "over-privileged": (row) => row.isOverPrivileged,
};

export function parseSearch(text: string, nowMs: number): RowSearch {
  const problems: string[] = [];
  const tests: Test[] = [];
  const statuses = new Set<string>();
  let needsRights = false;
  for (const [term] of text.matchAll(/-?(?:[a-z]+:)?"[^"]*"?|\S+/giu)) {
    const isOut = term.startsWith("-") && term.length > 1;
    const body = isOut ? term.slice(1) : term;
    const status = statusIn(body);
    if (!isOut && status !== null) {
      statuses.add(status);
      continue;
    }
    const test = testOf(body);
    if (test === null) problems.push(term);
    else tests.push(isOut ? (row, nowSec) => !test(row, nowSec) : test);
    needsRights ||= /^(?:may:|is:(?:any-subject|no-limits|over-privileged)$)/iu.test(body);
  }
  if (statuses.size > 0) tests.push(({ status }) => statuses.has(status));
  const nowSec = nowMs / 1_000;
  return { matches: (row) => tests.every((test) => test(row, nowSec)), problems, needsRights };
}

/** A row has one status, so that two of them widen the search. */
function statusIn(term: string): string | null {
  const wanted = /^is:(.*)$/iu.exec(term)?.[1]?.toLowerCase();
  return STATUSES.find((status) => status === wanted) ?? null;
}

function testOf(term: string): Test | null {
  const [, name = "", value = ""] = /^([a-z]+):(.*)$/iu.exec(term) ?? [];
  const wanted = unquoted(value).toLowerCase();
  switch (name.toLowerCase()) {
    case "is":
      return Object.hasOwn(IS_TESTS, wanted) ? (IS_TESTS[wanted] ?? null) : null;
    case "file":
      return wanted === "" ? null : ({ entry }) => entry.path.toLowerCase().includes(wanted);
    case "account":
      return wanted === "" ? null : inAccount(wanted);
    case "may":
      return mayTest(unquoted(value));
    case "expires":
      return wanted === "never"
        ? ({ expiresAtSec, status }) => expiresAtSec === null && status !== "unreadable"
        : expiryTest(wanted);
  }
  if (/^expires[<>]/iu.test(term)) return expiryTest(term.slice("expires".length));
  return wordTest(unquoted(term).toLowerCase());
}

const unquoted = (text: string): string => text.replace(/^"|"$/gu, "");

function inAccount(wanted: string): Test {
  return ({ account, entry }) =>
    account.toLowerCase().includes(wanted) ||
    (wanted.length >= KEY_WORD_CHARS && entry.account?.toLowerCase().startsWith(wanted) === true);
}

function wordTest(word: string): Test {
  return ({ text, entry }) =>
    text.includes(word) ||
    (word.length >= KEY_WORD_CHARS &&
      [entry.subject, entry.account].some((key) => key?.toLowerCase().startsWith(word) === true));
}

/** "<7d": not expired, and until then; ">30d": later than that, or never. Of what can be read. */
function expiryTest(text: string): Test | null {
  const [, sign, count = "", unit = ""] = /^([<>])(\d{1,6})([hdwy])$/iu.exec(text) ?? [];
  const span = Number(count) * (SPANS[unit.toLowerCase()] ?? Number.NaN);
  if (sign === undefined || Number.isNaN(span)) return null;
  return ({ expiresAtSec, status }, nowSec) => {
    if (status === "unreadable" || status === "expired") return false;
    const isLater = expiresAtSec === null || expiresAtSec > nowSec + span;
    return sign === "<" ? !isLater : isLater;
  };
}

/** "publish:SUBJECT", "subscribe:SUBJECT", or SUBJECT alone for either. */
function mayTest(text: string): Test | null {
  const [, verb, subject = ""] = /^(?:(pub(?:lish)?|sub(?:scribe)?):)?(.*)$/iu.exec(text) ?? [];
  if (!checkSubscribeSubject(subject).ok) return null;
  const questions: Question[] = [];
  if (!verb?.toLowerCase().startsWith("sub")) {
    questions.push({ action: "publish", subject, queue: "" });
  }
  if (!verb?.toLowerCase().startsWith("pub")) {
    questions.push({ action: "subscribe", subject, queue: "" });
  }
  // Equal permissions are one RuleSet (rights-book.ts), so each is decided once.
  const known = new WeakMap<RuleSet, boolean>();
  const isOpenTo = (rules: RuleSet) =>
    questions.some((question) => {
      const { kind } = decide(rules, question);
      return kind === "allowed" || kind === "filtered";
    });
  return ({ note }) => {
    const rules = note?.rules ?? null;
    if (rules === null) return false;
    const isOpen = known.get(rules) ?? isOpenTo(rules);
    known.set(rules, isOpen);
    return isOpen;
  };
}
