// Which inbox prefix a user's permissions allow: requests fail without one. Used by the vault, which knows
// the JWT alone and has to stay small; the page decides by lib/permissions, with the same candidates
// (lib/page/permissions/inbox.ts). Pure.

import type { SubjectRules, UserPermissions } from "@/lib/shared/facts/creds";
import { matchesPattern } from "./subject";

export const DEFAULT_INBOX_PREFIX = "_INBOX";

export interface InboxChoice {
  readonly prefix: string;
  /** False when no inbox is allowed: then the default stands, and requests will be refused. */
  readonly isAllowed: boolean;
}

/**
 * The preferred prefix where it is allowed, then "_INBOX", else the first allowed entry that looks like
 * an inbox ("x.inbox.>").
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
    // Clients subscribe to "<prefix>.<id>.*"; the server matches it token by token against the
    // entries, as if its wildcard were literal (nats-server server/client.go canSubscribe).
    if (may(`${prefix}.x.*`)) return { prefix, isAllowed: true };
  }
  return { prefix: DEFAULT_INBOX_PREFIX, isAllowed: false };
}

/** A plain subscription; entries with a queue group ("subject queue") allow none. */
function maySubscribe({ allow, deny }: SubjectRules, subject: string): boolean {
  if (deny?.some((entry) => matchesPattern(entry, subject))) return false;
  // An empty allow list restricts nothing.
  return !allow?.length || allow.some((entry) => matchesPattern(entry, subject));
}

/**
 * A publish, by the lists of the JWT. `resp` without an allow list, and an empty allow list beside
 * `resp` or a deny list, allow nothing but replies (nats-server server/auth.go buildPermissions).
 */
export function mayPublish({ publish, responses }: UserPermissions, subject: string): boolean {
  const { allow, deny } = publish;
  if (deny?.some((entry) => matchesPattern(entry, subject))) return false;
  if (allow?.length) return allow.some((entry) => matchesPattern(entry, subject));
  return responses === null && !(allow !== null && deny?.length);
}
