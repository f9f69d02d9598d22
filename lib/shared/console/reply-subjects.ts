// Subjects on which replies arrive: those below the inbox prefix of a connection, and those that recorded requests
// named. A replay sends nothing to them, since the requests have ended.

/** The part of an inbox that clients make up: 22 characters (nuid of nats.go and the other clients of Synadia). */
const UNIQUE = /^[0-9A-Za-z]{22}$/u;
/** Prefixes, and reply subjects without such a part, that are kept. */
export const MAX_REPLIES = 100_000;

export class ReplySubjects {
  /** Below them a unique part follows. */
  private readonly seenPrefixes = new Set<string>();
  private readonly subjects = new Set<string>();
  /** There were more than can be kept, so a subject that is not known may still be one. */
  isFull = false;

  /** `prefixes`: of the connections' inboxes. */
  constructor(private readonly prefixes: readonly string[]) {}

  /** Takes the reply subject of a request. One with a unique part stands for all inboxes of its prefix. */
  add(reply: string): void {
    const prefix = prefixOf(reply);
    const [kept, value] = prefix === null ? [this.subjects, reply] : [this.seenPrefixes, prefix];
    if (kept.has(value)) return;
    if (this.seenPrefixes.size + this.subjects.size >= MAX_REPLIES) this.isFull = true;
    else kept.add(value);
  }

  has(subject: string): boolean {
    if (this.prefixes.some((prefix) => subject === prefix || subject.startsWith(`${prefix}.`))) {
      return true;
    }
    if (this.subjects.has(subject)) return true;
    const prefix = this.seenPrefixes.size === 0 ? null : prefixOf(subject);
    return prefix !== null && this.seenPrefixes.has(prefix);
  }
}

/** What stands before the first unique part; null when there is none. */
function prefixOf(subject: string): string | null {
  const tokens = subject.split(".");
  const at = tokens.findIndex((token) => UNIQUE.test(token));
  return at < 1 ? null : tokens.slice(0, at).join(".");
}
