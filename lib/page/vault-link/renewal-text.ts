// What the user reads when renewed creds come, and when the server has answered them.

import { dismissToast, showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId, Renewal } from "@/lib/shared/facts/creds";

/** The toast that announced a handover, by entry. */
const announced = new Map<EntryId, string>();

export function showRenewed({ id, isPending }: Renewal): void {
  const address = vaultStore.getState().sessions.get(id)?.attempt?.address;
  const text =
    isPending && address !== undefined
      ? `Connecting to ${address} with them. The connection with the former creds stays until the server accepts them.`
      : "The next connection uses them. The former creds keep their own row.";
  const toast = showToast("info", `Renewed creds of ${labelOf(id)}`, text);
  if (isPending) announced.set(id, toast);
}

/** `show` selects the row of the renewed creds. It is offered when they were not accepted. */
export function showRenewalEnded(id: EntryId, isAccepted: boolean, show: () => void): void {
  const before = announced.get(id);
  if (before !== undefined) dismissToast(before);
  announced.delete(id);
  if (isAccepted) {
    const text = "Subscriptions and messages continue. The former creds keep their own row.";
    showToast("good", `Renewed creds of ${labelOf(id)} took over`, text);
    return;
  }
  const text =
    "The connection continues with the former creds. The row of the renewed ones says why.";
  const title = `Renewed creds of ${labelOf(id)} were not accepted`;
  // Not "bad": a toast that is announced at once is hidden from assistive tools, and so is its action.
  showToast("warn", title, text, { label: "Show why", run: show });
}

function labelOf(id: EntryId): string {
  return vaultStore.getState().entries.get(id)?.label ?? id;
}
