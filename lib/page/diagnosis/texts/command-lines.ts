// Lines to copy into a terminal or a server's configuration, with the names and keys at hand filled in.
// Used by the texts. Flags: nsc 2.x (nats-io/nsc cmd/edituser.go, addaccount.go, push.go) and the nats
// command line. A name that is not known stands as a word in capitals. Page only.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { str } from "./evidence";

/** For a shell: a name that is more than letters, digits and dashes stands in single quotes. */
export function quote(name: string): string {
  return /^[\w.-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

export const accountArgument = (evidence: Evidence): string =>
  quote(str(evidence, "accountName") ?? "ACCOUNT");

export const userArgument = (evidence: Evidence): string =>
  quote(str(evidence, "userName") ?? "USER");

const ofUser = (evidence: Evidence): string =>
  `--account ${accountArgument(evidence)} --name ${userArgument(evidence)}`;

/** Writes the user's creds anew, with what the store of nsc has. */
export const newCreds = (evidence: Evidence): string =>
  `nsc generate creds ${ofUser(evidence)} > ${quote(`${str(evidence, "userName") ?? "USER"}.creds`)}`;

/** Changes the user's JWT and writes the creds anew: an edit alone leaves files as they are. */
export const editUser = (evidence: Evidence, flags: string): string =>
  `nsc edit user ${ofUser(evidence)} ${flags} && ${newCreds(evidence)}`;

export const pushAccount = (evidence: Evidence): string =>
  `nsc push --account ${accountArgument(evidence)}`;

/** Changes the account's JWT and tells the servers: an edit alone stays on this machine. */
export const editAccount = (evidence: Evidence, flags: string): string =>
  `nsc edit account --name ${accountArgument(evidence)} ${flags} && ${pushAccount(evidence)}`;
