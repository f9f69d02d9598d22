// Why nothing can be sent or subscribed at the moment, as one sentence. Used by the console's forms and
// by what tries permissions.

import type { VaultState } from "@/lib/page/state/vault-store";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { useVault } from "./use-vault";

/** Null when the session can be talked through; else one sentence that says what it waits for. */
export function useBlocker(): string | null {
  return useVault(blockerOf);
}

function sessionOf(state: VaultState): SessionState | undefined {
  return state.selected === null ? undefined : state.sessions.get(state.selected);
}

function blockerOf(state: VaultState): string | null {
  const entry = state.selected === null ? undefined : state.entries.get(state.selected);
  if (entry === undefined) return "Choose a key first.";
  if (entry.unusable !== null) return "These creds cannot be used to connect.";
  const session = sessionOf(state);
  switch (session?.phase) {
    case "open":
      return null;
    case "connecting":
      return "Connecting…";
    case "waiting":
      return "The connection was lost. It is tried again by itself.";
    default:
      if (session === undefined || session.outcome === null) return "Connect first.";
      if (session.end?.byUser === true) return "Disconnected. Connect again to go on.";
      return session.outcome === "ended" || session.end !== null
        ? "The connection has ended. Connect again to go on."
        : "Not connected: see the verdict, then connect again.";
  }
}
