// Following the deep link that opened the page, and making a link. A link fills fields; only a click on
// Connect connects.

import { startViewsWith, viewOf } from "@/lib/page/state/console-store";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { configStore, listedServer } from "./config";
import { formatLink, linkStore, readLink } from "./deep-link";
import { SERVER_NOT_LISTED } from "./link-text";

/** Reads the link. Consoles that are opened from now on begin with its fields. Call before creds are loaded. */
export function fillFromLink(): void {
  readLink();
  const { subject, filter } = linkStore.getState();
  startViewsWith({
    filter: filter ?? "",
    subscribeDraft: { subject: subject ?? "", queue: "" },
  });
}

/** Drops a server that the instance does not list. Call once the config is loaded. */
export function checkLinkedServer(): void {
  const { server } = linkStore.getState();
  if (server === null || listedServer(configStore.getState(), server) !== null) return;
  linkStore.setState({ server: null });
  showToast("warn", SERVER_NOT_LISTED, server);
}

/** A link to this server with the subject and filter of the shown console. */
export function linkToHere(server: string): string {
  const view = viewOf(vaultStore.getState().selected);
  const subscribed = view.window?.subscriptions[0]?.subject;
  const subject = view.subscribeDraft.subject || subscribed || null;
  return formatLink({ server, subject, filter: view.filter || null }, location.origin);
}
