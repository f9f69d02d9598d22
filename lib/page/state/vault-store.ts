// The keyring, its sessions and the opened recordings as the vault reports them, and which one is shown.
// Written by lib/page/vault-link and by the actions that open files and recordings.

import { createStore } from "zustand/vanilla";
import type { ClockFacts } from "@/lib/shared/facts/clock";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { CredsFacts, EntryId, EntrySummary, TrustFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export type VaultHealth = "off" | "starting" | "running" | "crashed";

export interface VaultState {
  readonly health: VaultHealth;
  /** The entries in the order in which they came. */
  readonly order: readonly EntryId[];
  readonly entries: ReadonlyMap<EntryId, EntrySummary>;
  readonly sessions: ReadonlyMap<EntryId, SessionState>;
  readonly trust: readonly TrustFacts[];
  /** The clock of the host that serves this page. Null until it is known. */
  readonly pageClock: ClockFacts | null;
  /** In the order in which they were opened. */
  readonly recordings: ReadonlyMap<EntryId, RecordingFacts>;
  /** An entry or a recording. */
  readonly selected: EntryId | null;
  /** Facts of the selected entry. Null until they have been read. */
  readonly facts: CredsFacts | null;
  /** Present while files are being read. */
  readonly batch: { readonly done: number; readonly total: number } | null;
}

export const EMPTY_VAULT: VaultState = {
  health: "off",
  order: [],
  entries: new Map(),
  sessions: new Map(),
  trust: [],
  pageClock: null,
  recordings: new Map(),
  selected: null,
  facts: null,
  batch: null,
};

export const vaultStore = createStore<VaultState>(() => EMPTY_VAULT);

export function addEntries(changed: readonly EntrySummary[]): void {
  const { order, entries } = vaultStore.getState();
  const next = new Map(entries);
  for (const entry of changed) next.set(entry.id, entry);
  const fresh = changed.map((entry) => entry.id).filter((id) => !entries.has(id));
  vaultStore.setState({
    entries: next,
    order: fresh.length > 0 ? [...order, ...new Set(fresh)] : order,
  });
}

/** Shows an entry or a recording. Its facts are read next (lib/page/vault-link/shown-facts.ts). */
export function setSelected(id: EntryId): void {
  if (vaultStore.getState().selected !== id) vaultStore.setState({ selected: id, facts: null });
}

/** Whether this entry was issued before or after another one of the same user in the same account. */
export function ageBeside(entry: EntrySummary, other: EntrySummary): "older" | "newer" | "alike" {
  if (entry.account !== other.account) return "alike";
  const [own, its] = [entry.issuedAtSec ?? 0, other.issuedAtSec ?? 0];
  return own === its ? "alike" : own < its ? "older" : "newer";
}

/** Removes entries. If the shown one is removed, its neighbour is shown. */
export function dropEntries(ids: readonly EntryId[]): void {
  const { order, entries, sessions, selected } = vaultStore.getState();
  const gone = new Set(ids);
  const left = order.filter((id) => !gone.has(id));
  const keepOthers = <T>(map: ReadonlyMap<EntryId, T>) =>
    new Map([...map].filter(([id]) => !gone.has(id)));
  const isShownGone = selected !== null && gone.has(selected);
  const index = isShownGone ? order.indexOf(selected) : 0;
  vaultStore.setState({
    order: left,
    entries: keepOthers(entries),
    sessions: keepOthers(sessions),
    ...(isShownGone
      ? { selected: left[Math.min(index, left.length - 1)] ?? null, facts: null }
      : {}),
  });
}

export function putSession(session: SessionState): void {
  const { entries, sessions } = vaultStore.getState();
  if (entries.has(session.id)) {
    vaultStore.setState({ sessions: new Map(sessions).set(session.id, session) });
  }
}

export function putRecording(recording: RecordingFacts): void {
  const { recordings } = vaultStore.getState();
  vaultStore.setState({ recordings: new Map(recordings).set(recording.id, recording) });
}

/** Removes a recording. If it was shown, the first entry is shown, or else another recording. */
export function dropRecording(id: EntryId): void {
  const { recordings, order, selected } = vaultStore.getState();
  const left = new Map([...recordings].filter(([known]) => known !== id));
  const next = order[0] ?? left.keys().next().value ?? null;
  vaultStore.setState({
    recordings: left,
    ...(selected === id ? { selected: next, facts: null } : {}),
  });
}

/** Ends every session after a crash of the vault: its sockets are gone, and nothing is retried. */
export function loseSessions(at: number): void {
  const { sessions } = vaultStore.getState();
  vaultStore.setState({
    sessions: new Map([...sessions].map(([id, session]) => [id, lost(session, at)])),
  });
}

function lost(session: SessionState, at: number): SessionState {
  if (session.phase === "idle") return session;
  const stopped = { ...session, phase: "idle" as const, retryAt: null };
  if (session.phase === "connecting" && session.outcome !== "ended") {
    return { ...stopped, outcome: null, attempt: null };
  }
  return {
    ...stopped,
    outcome: "ended",
    end: session.end ?? { at, errors: [], close: null, byUser: false },
    endCode: session.endCode ?? "ended/lost",
  };
}
