// The permissions in force, compiled for many decisions. Made by components and tests, read by decide.ts.
// Which of them take effect: nats-server server/accounts.go (buildPermissionsFromJwt),
// server/auth.go (validateResponsePermissions), server/client.go (setPermissions).

import type { Mappings } from "@/lib/page/diagnosis/trust/account-claims";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import type { Origin } from "./decision";
import { compileMappings, type MappingRules } from "./mapping";
import { type Entry, isMatchable, SubjectTrie } from "./subject-trie";
import { type ServerModel, serverModel } from "./versions/server-model";

/** Why these permissions are not certain. Decisions are then "unknown", with this as the reason. */
export type Doubt =
  /** A signing key signed the creds, they set no permissions, and no account JWT shows a template. */
  | "may-be-scoped"
  /** The creds set no permissions, and no account JWT shows defaults. */
  | "may-have-defaults"
  /** The template cannot be expanded for this user: the server refuses the login. */
  | "template-fault"
  /** A token or a password is sent as well, and an auth callout may give other permissions for it. */
  | "by-callout"
  /** Server versions expand this template differently, and the version of this server cannot be read. */
  | "version-differs";

/** Permissions and their source: the basis of a decision. */
export interface Rights {
  readonly permissions: UserPermissions;
  readonly origin: Origin;
  /** The role of the scoped signing key; "" if it has none, null if no scope is known to apply. */
  readonly scopeRole: string | null;
  readonly doubt: Doubt | null;
  /** The mappings of the account; null when its JWT is not loaded. */
  readonly mappings: Mappings | null;
  /** Whether the account imports streams under other names. False when its JWT is not loaded. */
  readonly renamesImports: boolean;
  /** An older server reported them (ServerModel.tellsQueues): the queue groups of its subscribe rules are missing. */
  readonly lacksQueues: boolean;
  /** The server reported them: it is not known whether there is an empty publish allow list. */
  readonly lacksEmptyAllow: boolean;
}

/** One list: entries for anyone, and entries for queue groups. */
export interface CompiledList {
  readonly plain: SubjectTrie;
  readonly queued: SubjectTrie;
}

/** Made once for some permissions and a server, then used for any number of decisions. */
export interface RuleSet {
  readonly rights: Rights;
  readonly model: ServerModel;
  /** Null = there is no such list, so it restricts nothing. */
  readonly publishAllow: CompiledList | null;
  readonly publishDeny: CompiledList | null;
  readonly subscribeAllow: CompiledList | null;
  readonly subscribeDeny: CompiledList | null;
  /** Subscribe deny entries as servers without `filter: "by-queue"` read them: the queue group is a part of the subject. */
  readonly oldFilter: SubjectTrie;
  readonly mappings: MappingRules;
}

export function compileRules(rights: Rights, model: ServerModel): RuleSet {
  const { publish, subscribe, responses } = rights.permissions;
  const hasPublishDeny = isFilled(publish.deny);
  // An empty list counts only if something else makes the server build publish rules.
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

/** For lists alone, when nothing is known about the account and the server. */
export function rulesOf(permissions: UserPermissions): RuleSet {
  const rights: Rights = {
    permissions,
    origin: "user-jwt",
    scopeRole: null,
    doubt: null,
    mappings: null,
    renamesImports: false,
    lacksQueues: false,
    lacksEmptyAllow: false,
  };
  return compileRules(rights, serverModel(null));
}

/** Whether a user JWT, a template or defaults set any permissions (server/accounts.go). */
export function hasContent({ publish, subscribe, responses }: UserPermissions): boolean {
  const lists = [publish.allow, publish.deny, subscribe.allow, subscribe.deny];
  return responses !== null || lists.some(isFilled);
}

/** Splits "subject" or "subject queue" as the server does; null for anything else. */
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
