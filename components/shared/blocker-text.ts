// Why nothing can be sent or subscribed now, as one sentence. Pure.

import type { VaultState } from "@/lib/page/state/vault-store";

/** Null when the session is open. `purpose` completes "Connect to …". */
export function blockerText(state: VaultState, purpose: string): string | null {
  const entry = state.selected === null ? undefined : state.entries.get(state.selected);
  if (entry === undefined) return "Choose creds first.";
  if (entry.unusable !== null) return "These creds cannot be used to connect.";
  const session = state.sessions.get(entry.id);
  switch (session?.phase) {
    case "open":
      return null;
    case "connecting":
      return "Connecting…";
    case "waiting":
      return "The connection was lost. Reconnecting automatically.";
    default:
      if (session === undefined || session.outcome === null) return `Connect to ${purpose}.`;
      if (session.end?.byUser === true) return "Disconnected. Connect again to continue.";
      return session.outcome === "ended" || session.end !== null
        ? "The connection has ended. Connect again to continue."
        : "Not connected. The verdict shows why.";
  }
}
