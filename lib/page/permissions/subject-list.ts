// Reads a list of subjects that the user typed or pasted, one a line. The answers to it are written by
// decision-table-text.ts.

import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
} from "@/lib/shared/grammar/subject";
import type { Question } from "./decision";

export type ListFault = "no-subject" | "too-many-words" | "invalid-subject" | "queue-with-publish";

export interface ListLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** One for "pub …" and "sub …", both for a bare subject without wildcards, none with a fault. */
  readonly questions: readonly Question[];
  readonly fault: ListFault | null;
}

const VERBS: Readonly<Record<string, Question["action"]>> = {
  pub: "publish",
  publish: "publish",
  sub: "subscribe",
  subscribe: "subscribe",
};

/** Lines are "pub subject", "sub subject [queue]" or "subject" (both). Blank lines and "# …" are skipped. */
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

/** A bare subject asks for both. With wildcards it asks for a subscription only. */
function parseBare([subject = "", ...more]: readonly string[]): Parsed {
  if (more.length > 0) return faulty("too-many-words");
  if (!checkSubscribeSubject(subject).ok) return faulty("invalid-subject");
  const questions: Question[] = [{ action: "subscribe", subject, queue: "" }];
  if (checkPublishSubject(subject).ok) questions.unshift({ action: "publish", subject, queue: "" });
  return { questions, fault: null };
}
