// The command of nsc that changes permissions, and what to know before it is run. Made from fix.ts.
// Flags: nats-io/nsc cmd/edituser.go, cmd/editscopedsk.go, cmd/editaccount.go. nsc adds first, then --rm
// removes its entries from every list.

import { shellQuoted } from "@/lib/page/base/shell";
import type { RuleSet } from "./rule-set";

/** Names for the command line. Where one is "", the command has a word in capitals. */
export interface FixNames {
  readonly account: string;
  readonly user: string;
  /** Public key of the scoped signing key, or "". */
  readonly signingKey: string;
}

export interface Fix {
  /** One line for a POSIX shell. */
  readonly command: string;
  /** What to know before running it, one or two sentences each. */
  readonly notes: readonly string[];
}

export interface Changes {
  readonly allowPublish: Set<string>;
  readonly allowSubscribe: Set<string>;
  readonly remove: Set<string>;
  hasReplies: boolean;
}

/** Null when nothing has to change. */
export function fixText(rules: RuleSet, changes: Changes, names: FixNames): Fix | null {
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

/** Rules are changed where they come from. */
function target(
  { rights }: RuleSet,
  { account, user, signingKey }: FixNames,
): { readonly command: string; readonly note: string } {
  const ofAccount = quoted(account || "ACCOUNT");
  if (rights.origin === "account-default") {
    return {
      command: `nsc edit account --name ${ofAccount}`,
      note: "Changes the defaults of every user of this account that has no permissions itself. Push the account afterwards.",
    };
  }
  if (rights.origin === "scope-template" || rights.scopeRole !== null) {
    return {
      command: `nsc edit signing-key --account ${ofAccount} --sk ${quoted(signingKey || "SIGNING_KEY")}`,
      note: "Changes what every user of this signing key may do. Push the account afterwards. The creds stay as they are.",
    };
  }
  return {
    command: `nsc edit user --account ${ofAccount} --name ${quoted(user || "USER")}`,
    note: "Makes a new user JWT. Generate the creds file again and use the new one.",
  };
}

function removalNotes({ rights }: RuleSet, { remove }: Changes): readonly string[] {
  const { publish, subscribe } = rights.permissions;
  const lists = [publish.allow, publish.deny, subscribe.allow, subscribe.deny];
  return [...remove].flatMap((rule) => {
    const notes = [`--rm removes the deny rule ${rule} for everything that it matches.`];
    const places = lists.filter((list) => list?.includes(rule)).length;
    if (places > 1) {
      notes.push(`${rule} is in ${places} lists, and --rm removes it from all of them.`);
    }
    return notes;
  });
}

/** A rule with a comma is also quoted for nsc's own lists. */
function quoted(text: string): string {
  return shellQuoted(/[,"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
}
