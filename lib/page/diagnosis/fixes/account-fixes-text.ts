// What a terminal can do about account/* causes. Joined in fixes.ts.

import { shellQuoted } from "@/lib/page/base/shell";
import { clause, num, str } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { ACCOUNT_CAUSES } from "@/lib/shared/facts/causes";
import type { FixEntry } from "./fix-types";
import {
  accountArgument,
  describeAccount,
  editAccount,
  editUser,
  ISSUE_AGAIN,
  type Lines,
  newCreds,
  ofUser,
  ofUsers,
  pushAccount,
} from "./nsc-lines-text";

const signingKey = (evidence: Evidence): string =>
  shellQuoted(str(evidence, "issuer") ?? "SIGNING_KEY");

const isAhead = (evidence: Evidence, nowMs: number): boolean =>
  (num(evidence, "revokedUntilSec") ?? 0) * 1_000 > nowMs;

export const REVOKED: FixEntry = {
  kind: "mends",
  // A revocation covers what was issued up to its time; nothing has to be pushed. One up to a time in the future covers
  // new creds as well.
  lines: (evidence, _certainty, nowMs) =>
    isAhead(evidence, nowMs)
      ? [
          `nsc revocations delete-user --account ${accountArgument(evidence)} --user-public-key ${num(evidence, "everybody") === 1 ? "'*'" : shellQuoted(str(evidence, "subject") ?? "USER_KEY")}`,
          pushAccount(evidence),
        ]
      : editUser(evidence, ISSUE_AGAIN),
  warning: (evidence, nowMs) =>
    isAhead(evidence, nowMs)
      ? "The revocation is up to a time in the future, so new creds are refused as well. These lines end it, and every creds file that it covers works again. Ask first why it was made."
      : "A revocation is deliberate, so ask first why. These lines let the same key in again. If its seed may be known to others, make a new user instead.",
};

export const ACCOUNT_FIXES: Record<(typeof ACCOUNT_CAUSES)[number], FixEntry> = {
  "account/pinned": { kind: "none", why: "The list is in the server's configuration." },
  "account/unknown": { kind: "mends", lines: (evidence) => [pushAccount(evidence)] },
  "account/other-operator": {
    kind: "shows",
    lines: (evidence) => [describeAccount(evidence)],
    why: "The server trusts another operator, and that operator has to issue the account.",
  },
  "account/issuer-unknown": {
    kind: "mends",
    lines: ofUnknownIssuer,
    warning: (evidence) => {
      if (num(evidence, "unnamed") === 1) {
        return "The new user has a new key and may do what the account allows. Add its permissions to the first line.";
      }
      return num(evidence, "strict") === 1
        ? "Everyone who gets the seed of the new signing key can issue users of this account."
        : "This lets everyone who has the seed of that key issue users of this account, with any permissions. Run it only if you know whose key it is.";
    },
  },
  "account/scope-violated": {
    kind: "mends",
    // nsc edits no user into a scoped one: `edit user` refuses as long as the user has own permissions.
    lines: (evidence) => [
      `nsc delete user ${ofUsers(evidence)} --revoke=false`,
      `nsc add user ${ofUser(evidence)}${clause(str(evidence, "subject"), (key) => ` -k ${shellQuoted(key)}`)} -K ${signingKey(evidence)}`,
      newCreds(evidence),
    ],
    warning: () =>
      "The user is made again with the same key. Its own permissions, limits, tags and expiry are gone, and the signing key's role decides.",
  },
  "account/template": {
    kind: "mends",
    lines: (evidence) => {
      const entry = str(evidence, "entry");
      const tag = entry === null ? "NAME:VALUE" : tagOf(entry);
      return tag === null ? [] : editUser(evidence, `--tag ${tag}`);
    },
    why: "A template that asks for no tag is wrong itself. How it should read is a decision.",
  },
  "account/expired": { kind: "mends", lines: (evidence) => editAccount(evidence, "--expiry 1y") },
  "account/bearer-forbidden": {
    kind: "mends",
    lines: (evidence) => editUser(evidence, "--bearer=false"),
  },
  "account/user-revoked": REVOKED,
  "account/connection-limit": {
    kind: "mends",
    lines: (evidence) => editAccount(evidence, "--conns -1"),
    warning: () => "-1 means no limit. A number is safer where you know one.",
  },
  "account/callout": { kind: "none", why: "A service decides, and only its log has the reason." },
};

function ofUnknownIssuer(evidence: Evidence): Lines {
  if (num(evidence, "unnamed") === 1) {
    return [`nsc add user ${ofUser(evidence)} -K ${signingKey(evidence)}`, newCreds(evidence)];
  }
  if (num(evidence, "strict") !== 1) return editAccount(evidence, `--sk ${signingKey(evidence)}`);
  return [
    ...editAccount(evidence, "--sk generate"),
    ...editUser(evidence, `-K NEW_KEY ${ISSUE_AGAIN}`),
  ];
}

/** "team:VALUE" for a template entry that asks for {{tag(team)}}. */
function tagOf(entry: string): string | null {
  const name = /\{\{tag\(([^)]*)\)\}\}/u.exec(entry)?.[1];
  return name === undefined ? null : shellQuoted(`${name}:VALUE`);
}
