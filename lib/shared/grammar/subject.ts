// The grammar of NATS subjects: what may be published to, subscribed to, and what a pattern matches.
// Used by the page's forms and by the vault before anything goes to the server.
// Rules: nats-server server/sublist.go (IsValidSubject, matchLiteral): dot-parted subject tokens,
// none empty, no white space; "*" stands for one token and ">" for one or more at the end, and both
// are wildcards as whole tokens only ("foo*" is literal).

import { fail, ok, type Result } from "@/lib/shared/base/result";

export type SubjectFault =
  | "empty"
  | "white-space"
  | "control-character"
  | "empty-token"
  | "wildcard-not-allowed"
  | "rest-wildcard-not-last"
  | "too-long";

/** `at` in the fault's params is the position in the text, from 0. */
export type SubjectResult = Result<null, SubjectFault>;

// One protocol line may hold 4,096 bytes by default (nats-server max_control_line); a longer one
// makes the server end the connection, so it is refused here. 96 bytes are left for verb and sizes.
const MAX_LINE_BYTES = 4_000;

/** True when subject, reply and queue group together fit into one protocol line. */
export function fitsOneLine(...parts: readonly string[]): boolean {
  let bytes = 0;
  for (const part of parts) bytes += new TextEncoder().encode(part).length + 1;
  return bytes <= MAX_LINE_BYTES + 1;
}

/** A subject to publish or to send a request to; also right for a reply subject. */
export function checkPublishSubject(subject: string): SubjectResult {
  return check(subject, false);
}

/** A subject to subscribe to, wildcards included. */
export function checkSubscribeSubject(subject: string): SubjectResult {
  return check(subject, true);
}

/** A queue group is one word; "" is not one (the caller passes it as none). */
export function checkQueueGroup(queue: string): SubjectResult {
  if (queue === "") return fail("empty");
  const at = badCharacter(queue);
  return at ?? (fitsOneLine(queue) ? ok(null) : fail("too-long"));
}

function check(subject: string, allowWildcards: boolean): SubjectResult {
  if (subject === "") return fail("empty");
  const bad = badCharacter(subject);
  if (bad) return bad;
  if (!fitsOneLine(subject)) return fail("too-long");
  const tokens = subject.split(".");
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === "") return fail("empty-token", { at });
    if (token === "*" || token === ">") {
      if (!allowWildcards) return fail("wildcard-not-allowed", { at });
      if (token === ">" && index < tokens.length - 1) return fail("rest-wildcard-not-last", { at });
    }
    at += token.length + 1;
  }
  return ok(null);
}

function badCharacter(text: string): ReturnType<typeof fail<SubjectFault>> | null {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return fail("white-space", { at });
    if (code < 0x20 || code === 0x7f) return fail("control-character", { at });
  }
  return null;
}

export function hasWildcard(subject: string): boolean {
  if (!subject.includes("*") && !subject.includes(">")) return false;
  return subject.split(".").some((token) => token === "*" || token === ">");
}

/** A matcher for a valid pattern. Wildcards in the subject itself are literal, as in the server. */
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

export function matchesPattern(pattern: string, subject: string): boolean {
  return compilePattern(pattern)(subject);
}
