// A list of subjects typed or pasted by the user, one a line, and the table of answers to it: as CSV and as
// JSON too. Page only.

import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
} from "@/lib/shared/grammar/subject";
import type { Decision, Question } from "./decision";
import { originText, whyText } from "./decision-text";

export type ListFault = "no-subject" | "too-many-words" | "invalid-subject" | "queue-with-publish";

export interface ListLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** One for "pub …" and "sub …"; of a bare subject both, if it has no wildcards; none with a fault. */
  readonly questions: readonly Question[];
  readonly fault: ListFault | null;
}

const VERBS: Readonly<Record<string, Question["action"]>> = {
  pub: "publish",
  publish: "publish",
  sub: "subscribe",
  subscribe: "subscribe",
};

/** "pub subject", "sub subject [queue]", "subject" (both). Blank lines and "# …" fall out. */
export function parseSubjectList(text: string): readonly ListLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    return [{ line: at + 1, text: trimmed, ...parseLine(trimmed.split(/[\s,;]+/)) }];
  });
}

type Parsed = Pick<ListLine, "questions" | "fault">;

const faulty = (fault: ListFault): Parsed => ({ questions: [], fault });

function parseLine(words: readonly string[]): Parsed {
  const action = VERBS[words[0]?.toLowerCase() ?? ""];
  if (action === undefined) return parseBare(words);
  const [, subject = "", queue = "", ...more] = words;
  if (subject === "") return faulty("no-subject");
  if (more.length > 0) return faulty("too-many-words");
  if (action === "publish" && queue !== "") return faulty("queue-with-publish");
  const isSound = checkSubscribeSubject(subject).ok && (queue === "" || checkQueueGroup(queue).ok);
  return isSound
    ? { questions: [{ action, subject, queue }], fault: null }
    : faulty("invalid-subject");
}

/** A subject alone asks for both; one with wildcards for a subscription, which is all it is good for. */
function parseBare([subject = "", ...more]: readonly string[]): Parsed {
  if (more.length > 0) return faulty("too-many-words");
  if (!checkSubscribeSubject(subject).ok) return faulty("invalid-subject");
  const questions: Question[] = [{ action: "subscribe", subject, queue: "" }];
  if (checkPublishSubject(subject).ok) questions.unshift({ action: "publish", subject, queue: "" });
  return { questions, fault: null };
}

const COLUMNS = ["action", "subject", "queue", "decision", "rule", "origin", "why"] as const;

function rowOf(decision: Decision): Record<(typeof COLUMNS)[number], string> {
  const { action, subject, queue, kind, rule, origin } = decision;
  return {
    action,
    subject,
    queue,
    decision: kind,
    rule: rule === null ? "" : `${rule.list} ${rule.text}`,
    origin: originText(origin),
    why: whyText(decision),
  };
}

/** RFC 4180, with CR LF. A cell that a spreadsheet would take for a formula gets an apostrophe. */
export function decisionsToCsv(decisions: readonly Decision[]): string {
  const rows = decisions.map(rowOf).map((row) => COLUMNS.map((column) => cell(row[column])));
  return [COLUMNS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

export function decisionsToJson(decisions: readonly Decision[]): string {
  return `${JSON.stringify(decisions.map(rowOf), null, 2)}\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
