// Commands of nsc to copy into a terminal, with the known names and keys filled in. Used by the texts.
// Flags: nsc 2.x (nats-io/nsc cmd/edituser.go, addaccount.go, push.go). A name that is not known becomes
// a word in capitals.

import { shellQuoted } from "@/lib/page/base/shell";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { str } from "./evidence";

export const accountArgument = (evidence: Evidence): string =>
  shellQuoted(str(evidence, "accountName") ?? "ACCOUNT");

export const userArgument = (evidence: Evidence): string =>
  shellQuoted(str(evidence, "userName") ?? "USER");

const ofUser = (evidence: Evidence): string =>
  `--account ${accountArgument(evidence)} --name ${userArgument(evidence)}`;

/** Writes the user's creds file again from the store of nsc. */
export const newCreds = (evidence: Evidence): string =>
  `nsc generate creds ${ofUser(evidence)} > ${shellQuoted(`${str(evidence, "userName") ?? "USER"}.creds`)}`;

/** Changes the user's JWT and writes its creds file again: an edit alone changes no file. */
export const editUser = (evidence: Evidence, flags: string): string =>
  `nsc edit user ${ofUser(evidence)} ${flags} && ${newCreds(evidence)}`;

export const pushAccount = (evidence: Evidence): string =>
  `nsc push --account ${accountArgument(evidence)}`;

/** Changes the account's JWT and pushes it: an edit alone changes no server. */
export const editAccount = (evidence: Evidence, flags: string): string =>
  `nsc edit account --name ${accountArgument(evidence)} ${flags} && ${pushAccount(evidence)}`;
