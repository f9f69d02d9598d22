// Which view of the selected entry the main area shows: the one that the user chose for it, else the diagnosis
// until a server accepts and the console afterwards, or the console at once for a link that fills its fields. A
// running attempt changes nothing before it has ended.

import { createStore } from "zustand/vanilla";
import { delayedVaultStore } from "@/components/shared/use-vault";
import { linkStore } from "@/lib/page/config/deep-link";
import { chosenViews, type ViewName } from "@/lib/page/state/panel-state";
import type { VaultState } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

interface ShownView {
  readonly id: EntryId | null;
  readonly view: ViewName;
}

export const shownViewStore = createStore<ShownView>(() => ({ id: null, view: "diagnosis" }));

/** What the last ended attempt of each entry asks for. */
const settled = new Map<EntryId, ViewName>();

function update(): void {
  const state = delayedVaultStore.getState();
  const id = state.selected;
  const view = id === null ? "diagnosis" : viewOf(id, state);
  const shown = shownViewStore.getState();
  if (shown.id !== id || shown.view !== view) shownViewStore.setState({ id, view });
}

function viewOf(id: EntryId, { sessions, recordings, facts }: VaultState): ViewName {
  if (recordings.has(id)) return "console";
  const asked = settledView(sessions.get(id));
  if (asked !== null) settled.set(id, asked);
  const { view } = chosenViews.of(id);
  const wanted = view ?? settled.get(id) ?? firstView();
  return facts === null || hasView(wanted, facts) ? wanted : "diagnosis";
}

/** A link with a subject or a filter is about the console. */
function firstView(): ViewName {
  const { subject, filter } = linkStore.getState();
  return subject === null && filter === null ? "diagnosis" : "console";
}

/** Null while nothing has ended: before the first attempt, and while one runs. */
function settledView(session: SessionState | undefined): ViewName | null {
  if (!session?.outcome) return null;
  return session.outcome === "accepted" || session.outcome === "ended" ? "console" : "diagnosis";
}

/** Whether these creds have what the view shows. */
export function hasView(view: ViewName, facts: NonNullable<VaultState["facts"]>): boolean {
  switch (view) {
    case "permissions":
      return facts.jwt?.user != null;
    case "claims":
      return facts.jwt !== null;
    case "protocol":
    case "code":
      return facts.unusable === null;
    default:
      return true;
  }
}

delayedVaultStore.subscribe(update);
chosenViews.store.subscribe(update);
// Creds may be loaded and shown before this module is fetched with the workbench.
update();
