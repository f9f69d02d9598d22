// Compares patterns with patterns, as nats-server does (server/sublist.go isSubsetMatchTokenized).

import { hasWildcard } from "@/lib/shared/grammar/subject";

/** Whether every subject that matches `subject` also matches `pattern`. */
export function isSubset(subject: string, pattern: string): boolean {
  const parts = subject.split(".");
  const wanted = pattern.split(".");
  for (const [at, want] of wanted.entries()) {
    const part = parts[at];
    if (part === undefined || want === "") return false;
    if (want === ">") return true;
    if (part === "" || part === ">") return false;
    if (part === "*" ? want !== "*" : want !== "*" && want !== part) return false;
  }
  return parts.length === wanted.length;
}

/** Whether a queue group matches the one of an entry, which may have wildcards (queueMatches). */
export function isQueueOf(queue: string, named: string): boolean {
  return queue === named || (hasWildcard(named) && isSubset(queue, named));
}
