// Lines of nsc to copy into a terminal, with the known names and keys filled in. Used by the tables of fixes and by
// the matrix. Flags: nsc 2.15 (nats-io/nsc cmd/edituser.go, editaccount.go, push.go). What is not known becomes a
// word of placeholders-text.ts. run-fixes.test.ts runs every line with the real nsc.

import { shellQuoted } from "@/lib/page/base/shell";
import { str } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";

/** One call each, in this order. */
export type Lines = readonly string[];

/** nsc takes the account's public key in place of its name. */
export const accountArgument = (evidence: Evidence): string =>
  shellQuoted(str(evidence, "accountName") ?? str(evidence, "account") ?? "ACCOUNT");

const userArgument = (evidence: Evidence): string =>
  shellQuoted(str(evidence, "userName") ?? "USER");

/** The flags that name one user. */
export const ofUser = (evidence: Evidence): string =>
  `--account ${accountArgument(evidence)} --name ${userArgument(evidence)}`;

/** For a call that takes several names. */
export const ofUsers = (evidence: Evidence): string =>
  `--account ${accountArgument(evidence)} --name ${listArgument(str(evidence, "userName") ?? "USER")}`;

/** One value of a flag that takes a list: a comma would begin the next value. */
export const listArgument = (text: string): string =>
  shellQuoted(/[,"]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes the user's creds file again from the store of nsc. */
export const newCreds = (evidence: Evidence): string =>
  `nsc generate creds ${ofUser(evidence)} > ${shellQuoted(fileName(evidence))}`;

/** A name may have a slash, and a redirection must not leave the folder. */
const fileName = (evidence: Evidence): string =>
  `${(str(evidence, "userName") ?? "USER").replaceAll("/", "_").replace(/^-/u, "_")}.creds`;

/** Changes the user's JWT and writes its creds file again: an edit alone changes no file. */
export const editUser = (evidence: Evidence, flags: string): Lines => [
  `nsc edit user ${ofUser(evidence)} ${flags}`,
  newCreds(evidence),
];

/** nsc issues no JWT again without an edit, so this one removes a tag that no user has. */
export const ISSUE_AGAIN = "--rm-tag NONE";

export const describeAccount = (evidence: Evidence): string =>
  `nsc describe account --name ${accountArgument(evidence)}`;

/** Brings the account's JWT from the store of nsc to the servers. */
export const pushAccount = (evidence: Evidence): string =>
  `nsc push --account ${accountArgument(evidence)}`;

/** Changes the account's JWT and pushes it: an edit alone changes no server. */
export const editAccount = (evidence: Evidence, flags: string): Lines => [
  `nsc edit account --name ${accountArgument(evidence)} ${flags}`,
  pushAccount(evidence),
];
