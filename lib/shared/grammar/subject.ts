// The grammar of NATS subjects: which subjects are valid to publish and to subscribe to, and what a pattern
// matches. The page's forms use it, and the vault before anything goes to the server. The rules are those of
// nats-server server/sublist.go (IsValidSubject, matchLiteral). Dots separate tokens; no token is empty or holds
// white space. "*" matches one token, ">" one or more at the end. Both are wildcards only as whole tokens
// ("foo*" is literal).

import { fail, ok, type Result } from "@/lib/shared/base/result";

export type SubjectFault =
  | "empty"
  | "white-space"
  | "control-character"
  | "empty-token"
  | "wildcard-not-allowed"
  | "rest-wildcard-not-last"
  | "too-long";

/** `at` in the fault's params is the index in the text, from 0. */
export type SubjectResult = Result<null, SubjectFault>;

// A protocol line may hold 4,096 bytes by default (nats-server max_control_line). A longer one makes the
// server end the connection, so it is refused here. 96 bytes are left for verb and sizes.
const MAX_LINE_BYTES = 4_000;

/** Whether subject, reply and queue group together fit into one protocol line. */
export function fitsOneLine(...parts: readonly string[]): boolean {
  let bytes = 0;
  for (const part of parts) bytes += new TextEncoder().encode(part).length + 1;
  return bytes <= MAX_LINE_BYTES + 1;
}

/** Checks a subject to publish or to send a request to, or a reply subject. */
export function checkPublishSubject(subject: string): SubjectResult {
  return check(subject, false);
}

/** Checks a subject to subscribe to, which may hold wildcards. */
export function checkSubscribeSubject(subject: string): SubjectResult {
  return check(subject, true);
}

/** Checks a queue group, which is one word. "" is invalid; callers without a queue group do not ask. */
export function checkQueueGroup(queue: string): SubjectResult {
  if (queue === "") return fail("empty");
  const bad = badCharacter(queue);
  return bad ?? (fitsOneLine(queue) ? ok(null) : fail("too-long"));
}

function check(subject: string, allowWildcards: boolean): SubjectResult {
  if (subject === "") return fail("empty");
  const bad = badCharacter(subject);
  if (bad) return bad;
  if (!fitsOneLine(subject)) return fail("too-long");
  const tokens = subject.split(".");
  let start = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === "") return fail("empty-token", { at: start });
    if (token === "*" || token === ">") {
      if (!allowWildcards) return fail("wildcard-not-allowed", { at: start });
      if (token === ">" && index < tokens.length - 1) {
        return fail("rest-wildcard-not-last", { at: start });
      }
    }
    start += token.length + 1;
  }
  return ok(null);
}

function badCharacter(text: string): ReturnType<typeof fail<SubjectFault>> | null {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return fail("white-space", { at: index });
    if (code < 0x20 || code === 0x7f) return fail("control-character", { at: index });
  }
  return null;
}

export function hasWildcard(subject: string): boolean {
  if (!subject.includes("*") && !subject.includes(">")) return false;
  return subject.split(".").some((token) => token === "*" || token === ">");
}

/** Makes a matcher for a valid pattern. Wildcards in the subject itself are literal, as in the server. */
export function compilePattern(pattern: string): (subject: string) => boolean {
  if (pattern === ">") return () => true;
  if (!hasWildcard(pattern)) return (subject) => subject === pattern;
  const tokens = pattern.split(".");
  const takesRest = tokens[tokens.length - 1] === ">";
  const fixed = takesRest ? tokens.length - 1 : tokens.length;
  return (subject) => {
    let start = 0;
    for (let i = 0; i < fixed; i++) {
      if (start > subject.length) return false;
      const dot = subject.indexOf(".", start);
      const end = dot < 0 ? subject.length : dot;
      const token = tokens[i] ?? "";
      if (token !== "*" && !(end - start === token.length && subject.startsWith(token, start))) {
        return false;
      }
      start = end + 1;
    }
    return takesRest ? start <= subject.length : start > subject.length;
  };
}

/** Whether one message can match both patterns. */
export function patternsOverlap(one: string, other: string): boolean {
  const [a, b] = [one.split("."), other.split(".")];
  for (const [index, token] of a.entries()) {
    const against = b[index];
    if (against === undefined) return false;
    if (token === ">" || against === ">") return true;
    if (token !== against && token !== "*" && against !== "*") return false;
  }
  return a.length === b.length;
}

export function matchesPattern(pattern: string, subject: string): boolean {
  return compilePattern(pattern)(subject);
}
