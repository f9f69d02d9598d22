// Says what becomes of renewed creds: when they come, and when the server has answered them.

import type { EntryId } from "@/lib/facts/creds";
import { say } from "@/lib/state/toasts";
import { vaultStore } from "@/lib/state/vault-store";
import type { Renewal } from "@/lib/vault/protocol";

export function sayRenewed({ id, isOnTrial }: Renewal): void {
  const address = vaultStore.getState().sessions.get(id)?.attempt?.address;
  const text =
    isOnTrial && address !== undefined
      ? `Connecting to ${address} with them. The connection with the former ones stays until they are accepted.`
      : "The next connection uses them. The former ones keep a row of their own.";
  say("info", `Renewed creds of ${labelOf(id)}`, text);
}

/** `show` leads to the row of the renewed creds where they were not accepted. */
export function sayRenewalEnded(id: EntryId, isAccepted: boolean, show: () => void): void {
  if (isAccepted) {
    const text = "Subscriptions and messages go on. The former creds keep a row of their own.";
    say("good", `Renewed creds of ${labelOf(id)} took over`, text);
    return;
  }
  const text = "The connection goes on with the former ones. The row of the renewed ones says why.";
  const title = `Renewed creds of ${labelOf(id)} were not accepted`;
  say("bad", title, text, { label: "Show why", run: show });
}

function labelOf(id: EntryId): string {
  return vaultStore.getState().entries.get(id)?.label ?? id;
}
