// What would have to change for refused things to be allowed, as one command of nsc. Flags: nats-io/nsc
// cmd/edituser.go, cmd/editscopedsk.go, cmd/editaccount.go: what is added is added first, then --rm
// takes its entries out of every list.

import { shellQuoted } from "@/lib/page/base/shell";
import type { Decision } from "./decision";
import type { RuleSet } from "./rule-set";

/** Names for the command line; "" where not known: a word in capitals stands there. */
export interface FixNames {
  readonly account: string;
  readonly user: string;
  /** Public key of the scoped signing key, or "". */
  readonly signingKey: string;
}

export interface Fix {
  /** One line for a POSIX shell. */
  readonly command: string;
  /** What to know before running it: one sentence each. */
  readonly notes: readonly string[];
}

export interface Refused {
  readonly decision: Decision;
  /** The rule that would allow it. */
  readonly rule: string;
  /** A reply: response permissions are the usual way. */
  readonly isReply?: boolean;
}

interface Changes {
  readonly allowPublish: Set<string>;
  readonly allowSubscribe: Set<string>;
  readonly remove: Set<string>;
  hasReplies: boolean;
}

/** Null when nothing is refused, or what refuses cannot be changed by permissions. */
export function fixFor(rules: RuleSet, refused: readonly Refused[], names: FixNames): Fix | null {
  const changes: Changes = {
    allowPublish: new Set(),
    allowSubscribe: new Set(),
    remove: new Set(),
    hasReplies: false,
  };
  for (const one of refused) addChange(changes, one);
  const flags = [
    ...[...changes.allowPublish].map((rule) => `--allow-pub ${quoted(rule)}`),
    ...[...changes.allowSubscribe].map((rule) => `--allow-sub ${quoted(rule)}`),
    ...(changes.hasReplies ? ["--allow-pub-response"] : []),
    ...[...changes.remove].map((rule) => `--rm ${quoted(rule)}`),
  ];
  if (flags.length === 0) return null;
  const { command, note } = target(rules, names);
  return { command: [command, ...flags].join(" "), notes: [note, ...removalNotes(rules, changes)] };
}

function addChange(changes: Changes, { decision, rule, isReply = false }: Refused): void {
  if (decision.kind !== "denied") return;
  const { action, queue, reason } = decision;
  switch (reason) {
    case "not-listed":
    case "empty-list":
    case "replies-only":
    case "queue-only":
    case "other-queue": {
      if (isReply) changes.hasReplies = true;
      else if (action === "publish") changes.allowPublish.add(rule);
      else changes.allowSubscribe.add(reason === "other-queue" ? `${rule} ${queue}` : rule);
      return;
    }
    case "deny-rule":
    case "queue-denied":
      if (decision.rule !== null) changes.remove.add(decision.rule.text);
  }
}

/** Where the rules in force come from is where they are changed. */
function target(
  { rights }: RuleSet,
  { account, user, signingKey }: FixNames,
): { readonly command: string; readonly note: string } {
  const ofAccount = quoted(account || "ACCOUNT");
  if (rights.origin === "account-default") {
    return {
      command: `nsc edit account --name ${ofAccount}`,
      note: "Changes the defaults of every user of this account that has no rights of its own; push the account afterwards.",
    };
  }
  if (rights.origin === "scope-template" || rights.scopeRole !== null) {
    return {
      command: `nsc edit signing-key --account ${ofAccount} --sk ${quoted(signingKey || "SIGNING_KEY")}`,
      note: "Changes what every user of this signing key may do; push the account afterwards. The creds stay as they are.",
    };
  }
  return {
    command: `nsc edit user --account ${ofAccount} --name ${quoted(user || "USER")}`,
    note: "Makes a new user JWT: generate the creds file anew and use that one.",
  };
}

function removalNotes({ rights }: RuleSet, { remove }: Changes): readonly string[] {
  const { publish, subscribe } = rights.permissions;
  const lists = [publish.allow, publish.deny, subscribe.allow, subscribe.deny];
  return [...remove].flatMap((rule) => {
    const notes = [`--rm lifts the deny of ${rule} for all that it matches.`];
    const places = lists.filter((list) => list?.includes(rule)).length;
    if (places > 1) {
      notes.push(`${rule} stands in ${places} lists, and --rm takes it out of each of them.`);
    }
    return notes;
  });
}

/** With a comma, quoted for nsc's lists too. */
function quoted(text: string): string {
  return shellQuoted(/[,"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
}
