// What brings a subject of another account into this one, as lines of nsc: an export there, an import here. For a
// JetStream that is reached through an import. Flags: nsc 2.15 (nats-io/nsc cmd/addexport.go, addimport.go);
// run-import-fix.test.ts runs them.

import { accountArgument, type Lines, listArgument, pushAccount } from "./nsc-lines-text";

export interface WantedImport {
  /** In the other account. */
  readonly subject: string;
  /** In this account. */
  readonly local: string;
  /** A service answers requests; else the messages of the subject come over. */
  readonly isService: boolean;
}

/** The name of this account, or "". */
export function importFix(
  { subject, local, isService }: WantedImport,
  accountName: string,
): { readonly lines: Lines; readonly notes: readonly string[] } {
  const names = accountName === "" ? {} : { accountName };
  const [there, here] = [listArgument(subject), listArgument(local)];
  const kind = isService ? " --service" : "";
  return {
    lines: [
      `nsc add export --account EXPORTER${kind} --subject ${there}`,
      "nsc push --account EXPORTER",
      `nsc add import --account ${accountArgument(names)} --src-account EXPORTER_KEY${kind} --remote-subject ${there} --local-subject ${here}`,
      pushAccount(names),
    ],
    notes: ["The first two are run by who manages the account that owns the JetStream."],
  };
}
