// Where a replayed message goes: a pattern that its subject must match, and the subject that it gets. The wildcards
// of the target stand for what those of the pattern matched, in order: `orders.*.>` → `test.*.>`.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import {
  checkPublishSubject,
  checkSubscribeSubject,
  compilePattern,
} from "@/lib/shared/grammar/subject";

/** Null when the subject does not match the pattern, or what it would become must not be sent to. */
export type SubjectMap = (subject: string) => string | null;

export type SubjectMapFault = "pattern" | "target" | "wildcards";

/** What the server, JetStream, services and requests use for themselves. An inbox can have a longer prefix: _INBOX_bob. */
const RESERVED = /^(?:\$SYS|\$JS|\$SRV|_INBOX[^.]*)(?:\.|$)/u;

/** `wildcards`: the target has more of them than the pattern, or `>` without the pattern's. */
export function compileSubjectMap(
  pattern: string,
  target: string,
): Result<SubjectMap, SubjectMapFault> {
  if (!checkSubscribeSubject(pattern).ok) return fail("pattern");
  if (!checkSubscribeSubject(target).ok) return fail("target");
  const [from, to] = [pattern.split("."), target.split(".")];
  const places = from.flatMap((token, index) => (token === "*" ? [index] : []));
  const hasRest = from.at(-1) === ">";
  const stars = to.filter((token) => token === "*").length;
  if (stars > places.length || (to.at(-1) === ">" && !hasRest)) return fail("wildcards");
  const matches = compilePattern(pattern);
  return ok((subject) => {
    if (!matches(subject) || RESERVED.test(subject)) return null;
    const tokens = subject.split(".");
    let star = 0;
    const made = to.flatMap((token) => {
      if (token === "*") return tokens[places[star++] ?? 0] ?? "";
      return token === ">" ? tokens.slice(from.length - 1) : token;
    });
    const sent = made.join(".");
    return RESERVED.test(sent) || !checkPublishSubject(sent).ok ? null : sent;
  });
}
