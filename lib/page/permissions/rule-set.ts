// The permissions in force, made ready for many decisions. Made by whoever asks (page, vault, tests); read
// by decide.ts. What of them takes effect: nats-server server/accounts.go (buildPermissionsFromJwt),
// server/auth.go (validateResponsePermissions), server/client.go (setPermissions).

import type { Mappings } from "@/lib/page/diagnosis/trust/account-claims";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import type { Origin } from "./decision";
import { compileMappings, type MappingRules } from "./mapping";
import { type ServerModel, serverModel } from "./server-model";
import { type Entry, isMatchable, SubjectTrie } from "./subject-trie";

/** What stands between these permissions and certainty: decisions are "unknown" with it as the reason. */
export type Doubt =
  /** Signed by a signing key, no rights of its own, and no account JWT at hand that shows a template. */
  | "may-be-scoped"
  /** No rights of its own, and no account JWT at hand that shows defaults. */
  | "may-have-defaults"
  /** The template cannot be expanded for this user: the server refuses the login. */
  | "template-fault"
  /** Server versions expand this template differently, and where this one stands was never tried. */
  | "version-differs";

/** Permissions with where they come from: what a decision rests on. */
export interface Rights {
  readonly permissions: UserPermissions;
  readonly origin: Origin;
  /** Role of the scoped signing key; "" where it has none, null where no scope is known to apply. */
  readonly scopeRole: string | null;
  readonly doubt: Doubt | null;
  /** Of the account; null when its JWT is not at hand. */
  readonly mappings: Mappings | null;
  /** A server before 2.15 told them: queue groups of its subscribe rules are missing. */
  readonly lacksQueues: boolean;
  /** The server told them: whether there is an empty publish allow list is missing. */
  readonly lacksEmptyAllow: boolean;
}

/** One list: entries for anyone, and entries for queue groups. */
export interface CompiledList {
  readonly plain: SubjectTrie;
  readonly queued: SubjectTrie;
}

/** Made once for some rights and a server; any number of decisions. */
export interface RuleSet {
  readonly rights: Rights;
  readonly model: ServerModel;
  /** Null = no such list: nothing is restricted by it. */
  readonly publishAllow: CompiledList | null;
  readonly publishDeny: CompiledList | null;
  readonly subscribeAllow: CompiledList | null;
  readonly subscribeDeny: CompiledList | null;
  /** Subscribe deny entries as servers up to 2.10 filter by them: queue groups taken for a part of the subject. */
  readonly oldFilter: SubjectTrie;
  readonly mappings: MappingRules;
}

export function compileRules(rights: Rights, model: ServerModel): RuleSet {
  const { publish, subscribe, responses } = rights.permissions;
  const hasPublishDeny = isFilled(publish.deny);
  // An empty list counts only where something else makes the server build publish rules at all.
  const isPublishListed =
    isFilled(publish.allow) || responses !== null || (publish.allow !== null && hasPublishDeny);
  return {
    rights,
    model,
    publishAllow: isPublishListed ? compileList(publish.allow ?? [], false) : null,
    publishDeny: hasPublishDeny ? compileList(publish.deny, false) : null,
    subscribeAllow: isFilled(subscribe.allow) ? compileList(subscribe.allow, true) : null,
    subscribeDeny: isFilled(subscribe.deny) ? compileList(subscribe.deny, true) : null,
    oldFilter: filterOf(subscribe.deny ?? []),
    mappings: compileMappings(rights.mappings ?? new Map(), model),
  };
}

/** Of lists alone, with nothing known of account and server. */
export function rulesOf(permissions: UserPermissions): RuleSet {
  const rights: Rights = {
    permissions,
    origin: "user-jwt",
    scopeRole: null,
    doubt: null,
    mappings: null,
    lacksQueues: false,
    lacksEmptyAllow: false,
  };
  return compileRules(rights, serverModel(null));
}

/** Whether a user JWT, a template or defaults say anything at all (server/accounts.go). */
export function hasContent({ publish, subscribe, responses }: UserPermissions): boolean {
  const lists = [publish.allow, publish.deny, subscribe.allow, subscribe.deny];
  return responses !== null || lists.some(isFilled);
}

/** "subject" or "subject queue" as the server parts it; null for what is neither. */
export function parseEntry(text: string, mayHaveQueue: boolean): Entry | null {
  const [subject = "", queue = "", ...more] = mayHaveQueue ? text.trim().split(/\s+/) : [text];
  return more.length === 0 && isMatchable(subject) ? { text, subject, queue } : null;
}

function filterOf(texts: readonly string[]): SubjectTrie {
  const tree = new SubjectTrie();
  for (const text of texts) if (isMatchable(text)) tree.add({ text, subject: text, queue: "" });
  return tree;
}

function compileList(texts: readonly string[], mayHaveQueue: boolean): CompiledList {
  const plain = new SubjectTrie();
  const queued = new SubjectTrie();
  for (const text of texts) {
    const entry = parseEntry(text, mayHaveQueue);
    if (entry !== null) (entry.queue === "" ? plain : queued).add(entry);
  }
  return { plain, queued };
}

function isFilled(list: readonly string[] | null): list is readonly string[] {
  return list !== null && list.length > 0;
}
