// What a deep link does when the page is opened by one, and how one is made. It fills fields; only a
// click on Connect connects.

import { startViewsWith, viewOf } from "@/lib/page/state/console-store";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { configStore, listedServer } from "./config";
import { formatLink, linkStore, readLink } from "./deep-link";

/** Before anything is loaded: consoles that are opened from now on begin with the link's fields. */
export function followLink(): void {
  readLink();
  const { subject, filter } = linkStore.getState();
  startViewsWith({
    filter: filter ?? "",
    subscribeDraft: { subject: subject ?? "", queue: "" },
  });
}

/** Once the list is known. */
export function checkLink(): void {
  const { server } = linkStore.getState();
  if (server === null || listedServer(configStore.getState(), server) !== null) return;
  linkStore.setState({ server: null });
  showToast("warn", "The link names a server that is not listed here", server);
}

/** A link to this server with what the shown console looks at. */
export function linkToHere(server: string): string {
  const view = viewOf(vaultStore.getState().selected);
  const subscribed = view.window?.subscriptions[0]?.subject;
  const subject = view.subscribeDraft.subject || subscribed || null;
  return formatLink({ server, subject, filter: view.filter || null }, location.origin);
}
