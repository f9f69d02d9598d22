// Says what becomes of renewed creds: when they come, and when the server has answered them.

import { dismissToast, showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { Renewal } from "@/lib/shared/protocol/protocol";

/** What was said when a trial began, by row. */
const begun = new Map<EntryId, string>();

export function sayRenewed({ id, isPending }: Renewal): void {
  const address = vaultStore.getState().sessions.get(id)?.attempt?.address;
  const text =
    isPending && address !== undefined
      ? `Connecting to ${address} with them. The connection with the former ones stays until they are accepted.`
      : "The next connection uses them. The former ones keep a row of their own.";
  const toast = showToast("info", `Renewed creds of ${labelOf(id)}`, text);
  if (isPending) begun.set(id, toast);
}

/** `show` leads to the row of the renewed creds where they were not accepted. */
export function sayRenewalEnded(id: EntryId, isAccepted: boolean, show: () => void): void {
  const before = begun.get(id);
  if (before !== undefined) dismissToast(before);
  begun.delete(id);
  if (isAccepted) {
    const text = "Subscriptions and messages go on. The former creds keep a row of their own.";
    showToast("good", `Renewed creds of ${labelOf(id)} took over`, text);
    return;
  }
  const text = "The connection goes on with the former ones. The row of the renewed ones says why.";
  const title = `Renewed creds of ${labelOf(id)} were not accepted`;
  // Not "bad": what is announced at once is hidden from assistive tools as a toast, and its action with it.
  showToast("warn", title, text, { label: "Show why", run: show });
}

function labelOf(id: EntryId): string {
  return vaultStore.getState().entries.get(id)?.label ?? id;
}
