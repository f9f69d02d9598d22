// Decides which inbox prefix a user's permissions allow, because requests fail without one. The vault uses it:
// it knows only the JWT and has to stay small. The page decides with lib/page/permissions, from the same
// candidates (lib/page/permissions/inbox.ts). Pure.

import type { SubjectRules, UserPermissions } from "@/lib/shared/facts/creds";
import { matchesPattern } from "./subject";

export const DEFAULT_INBOX_PREFIX = "_INBOX";

export interface InboxChoice {
  readonly prefix: string;
  /** False when no inbox is allowed. The prefix is then the default, and requests will be refused. */
  readonly isAllowed: boolean;
}

/**
 * Chooses the preferred prefix where it is allowed, then "_INBOX", else the first allowed entry that looks
 * like an inbox ("x.inbox.>").
 */
export function chooseInbox(
  subscribe: SubjectRules,
  may: (subject: string) => boolean = (subject) => maySubscribe(subscribe, subject),
  preferred: string | null = null,
): InboxChoice {
  const own = (subscribe.allow ?? []).flatMap((entry) => {
    const prefix = /^([^\s*>]*inbox[^\s*>]*)\.(?:>|\*\.\*)$/i.exec(entry)?.[1];
    return prefix === undefined ? [] : [prefix];
  });
  const wanted = preferred === null ? [] : [preferred];
  for (const prefix of [...wanted, DEFAULT_INBOX_PREFIX, ...own]) {
    // Clients subscribe to "<prefix>.<id>.*". The server matches it token by token against the
    // entries, as if its wildcard were literal (nats-server server/client.go canSubscribe).
    if (may(`${prefix}.x.*`)) return { prefix, isAllowed: true };
  }
  return { prefix: DEFAULT_INBOX_PREFIX, isAllowed: false };
}

/** Decides about a plain subscription. Entries with a queue group ("subject queue") do not allow one. */
function maySubscribe({ allow, deny }: SubjectRules, subject: string): boolean {
  if (deny?.some((entry) => matchesPattern(entry, subject))) return false;
  // An empty allow list restricts nothing.
  return !allow?.length || allow.some((entry) => matchesPattern(entry, subject));
}

/**
 * Decides about a publish by the lists of the JWT. `resp` without an allow list, and an empty allow list
 * with `resp` or a deny list, allow only replies (nats-server server/auth.go buildPermissions).
 */
export function mayPublish({ publish, responses }: UserPermissions, subject: string): boolean {
  const { allow, deny } = publish;
  if (deny?.some((entry) => matchesPattern(entry, subject))) return false;
  if (allow?.length) return allow.some((entry) => matchesPattern(entry, subject));
  return responses === null && !(allow !== null && deny?.length);
}
