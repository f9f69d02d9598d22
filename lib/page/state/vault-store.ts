// The keyring, its sessions and the opened recordings as the vault reports them, plus which is shown.
// Written by lib/page/vault-link and by the actions that open files and recordings.

import { createStore } from "zustand/vanilla";
import type { ClockFacts } from "@/lib/shared/facts/clock";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { CredsFacts, EntryId, EntrySummary, TrustFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export type VaultHealth = "off" | "starting" | "running" | "crashed";

export interface VaultState {
  readonly health: VaultHealth;
  /** Keyring order: the order of arrival. */
  readonly order: readonly EntryId[];
  readonly entries: ReadonlyMap<EntryId, EntrySummary>;
  readonly sessions: ReadonlyMap<EntryId, SessionState>;
  readonly trust: readonly TrustFacts[];
  /** Of the host that serves this page; null until it is known. */
  readonly pageClock: ClockFacts | null;
  /** In the order of opening. */
  readonly recordings: ReadonlyMap<EntryId, RecordingFacts>;
  /** A keyring entry or a recording. */
  readonly selected: EntryId | null;
  /** Of the selected entry; null while it is being fetched. */
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

/** How another row of the same user in the same account compares: issued before or after this one. */
export function ageBeside(entry: EntrySummary, other: EntrySummary): "older" | "newer" | "alike" {
  if (entry.account !== other.account) return "alike";
  const [own, its] = [entry.issuedAtSec ?? 0, other.issuedAtSec ?? 0];
  return own === its ? "alike" : own < its ? "older" : "newer";
}

/** Removes entries; when the shown one goes, its neighbour is shown. */
export function dropEntries(ids: readonly EntryId[]): void {
  const { order, entries, sessions, selected } = vaultStore.getState();
  const gone = new Set(ids);
  const left = order.filter((id) => !gone.has(id));
  const keepOthers = <T>(map: ReadonlyMap<EntryId, T>) =>
    new Map([...map].filter(([id]) => !gone.has(id)));
  const isShownGone = selected !== null && gone.has(selected);
  const place = isShownGone ? order.indexOf(selected) : 0;
  vaultStore.setState({
    order: left,
    entries: keepOthers(entries),
    sessions: keepOthers(sessions),
    ...(isShownGone
      ? { selected: left[Math.min(place, left.length - 1)] ?? null, facts: null }
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

/** Shows the first key, or another recording, when the shown recording goes. */
export function dropRecording(id: EntryId): void {
  const { recordings, order, selected } = vaultStore.getState();
  const left = new Map([...recordings].filter(([known]) => known !== id));
  const next = order[0] ?? left.keys().next().value ?? null;
  vaultStore.setState({
    recordings: left,
    ...(selected === id ? { selected: next, facts: null } : {}),
  });
}

/** The vault is gone, and every socket with it: what was connected has ended, and nothing is retried. */
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
