// The lines of nsc that change permissions, and what to know before they are run. Made from fix.ts.
// Flags: nats-io/nsc cmd/edituser.go, cmd/editscopedsk.go, cmd/editaccount.go. nsc adds first, then --rm
// removes its entries from every list.

import {
  accountArgument,
  listArgument,
  newCreds,
  ofUser,
  pushAccount,
} from "@/lib/page/diagnosis/fixes/nsc-lines-text";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { RuleSet } from "./rule-set";

/** Names for the command line. Where one is "", the command has a word in capitals. */
export interface FixNames {
  /** The name, or the public key where only that is known. */
  readonly account: string;
  readonly user: string;
  /** Public key of the scoped signing key, or "". */
  readonly signingKey: string;
}

export interface Fix {
  /** For a POSIX shell, one call each, in this order. */
  readonly lines: readonly string[];
  /** What to know before running them, one or two sentences each. */
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
    ...[...changes.allowPublish].map((rule) => `--allow-pub ${listArgument(rule)}`),
    ...[...changes.allowSubscribe].map((rule) => `--allow-sub ${listArgument(rule)}`),
    ...(changes.hasReplies ? ["--allow-pub-response"] : []),
    ...[...changes.remove].map((rule) => `--rm ${listArgument(rule)}`),
  ];
  if (flags.length === 0) return null;
  const { edit, after, note } = target(rules, names);
  return {
    lines: [[edit, ...flags].join(" "), after],
    notes: [note, ...removalNotes(rules, changes)],
  };
}

/** Rules are changed where they come from. */
function target(
  { rights }: RuleSet,
  { account, user, signingKey }: FixNames,
): { readonly edit: string; readonly after: string; readonly note: string } {
  const names: Evidence = { accountName: account, userName: user };
  const ofAccount = accountArgument(names);
  if (rights.origin === "account-default") {
    return {
      edit: `nsc edit account --name ${ofAccount}`,
      after: pushAccount(names),
      note: "Changes the defaults of every user of this account that has no permissions itself.",
    };
  }
  if (rights.origin === "scope-template" || rights.scopeRole !== null) {
    return {
      edit: `nsc edit signing-key --account ${ofAccount} --sk ${signingKey || "SIGNING_KEY"}`,
      after: pushAccount(names),
      note: "Changes what every user of this signing key may do. The creds stay as they are.",
    };
  }
  return {
    edit: `nsc edit user ${ofUser(names)}`,
    after: newCreds(names),
    note: "Makes a new user JWT. Use the new creds file.",
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
