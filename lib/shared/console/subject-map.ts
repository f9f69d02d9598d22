// Where a replayed message goes: a pattern that its subject must match, and the subject that it gets. The wildcards
// of the target stand for what those of the pattern matched, in order: `orders.*.>` → `test.*.>`.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import {
  checkPublishSubject,
  checkSubscribeSubject,
  compilePattern,
} from "@/lib/shared/grammar/subject";
import type { ReplySubjects } from "./reply-subjects";

/**
 * Why a message is left out: its subject does not match the pattern; it, or what it would become, is used by the server
 * and by requests for themselves; or the result is no subject to publish to.
 */
export type LeftOut = "no-match" | "reserved" | "reply" | "invalid";

export type SubjectMap = (subject: string) => Result<string, LeftOut>;

export type SubjectMapFault = "pattern" | "target" | "wildcards";

/** What the server, JetStream, services and requests use for themselves. An inbox can have a longer prefix: _INBOX_bob. */
const RESERVED = /^(?:\$SYS|\$JS|\$SRV|_INBOX[^.]*)(?:\.|$)/u;

/** `wildcards`: the target has more of them than the pattern, or `>` without the pattern's. */
export function compileSubjectMap(
  pattern: string,
  target: string,
  replies: ReplySubjects,
): Result<SubjectMap, SubjectMapFault> {
  if (!checkSubscribeSubject(pattern).ok) return fail("pattern");
  if (!checkSubscribeSubject(target).ok) return fail("target");
  const [from, to] = [pattern.split("."), target.split(".")];
  const places = from.flatMap((token, index) => (token === "*" ? [index] : []));
  const hasRest = from.at(-1) === ">";
  const stars = to.filter((token) => token === "*").length;
  if (stars > places.length || (to.at(-1) === ">" && !hasRest)) return fail("wildcards");
  const matches = compilePattern(pattern);
  const refusalOf = (subject: string): LeftOut | null => {
    if (RESERVED.test(subject)) return "reserved";
    return replies.has(subject) ? "reply" : null;
  };
  return ok((subject) => {
    if (!matches(subject)) return fail("no-match");
    const tokens = subject.split(".");
    let star = 0;
    const made = to.flatMap((token) => {
      if (token === "*") return tokens[places[star++] ?? 0] ?? "";
      return token === ">" ? tokens.slice(from.length - 1) : token;
    });
    const sent = made.join(".");
    const refused = refusalOf(subject) ?? refusalOf(sent);
    if (refused !== null) return fail(refused);
    return checkPublishSubject(sent).ok ? ok(sent) : fail("invalid");
  });
}
