// The keyring, its sessions and the opened recordings as the vault reports them, and which one is shown.
// Written by lib/page/vault-link and by the actions that open files and recordings.

import { createStore } from "zustand/vanilla";
import { compareIssued } from "@/lib/shared/diagnosis/issue-order";
import type { ClockFacts } from "@/lib/shared/facts/clock";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { CredsFacts, EntryId, EntrySummary, TrustFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export type VaultHealth = "off" | "starting" | "running" | "crashed";

/** A connection that a stop of the vault ended. It is offered until the user connects these creds again. */
export interface LostConnection {
  readonly address: string;
  /** As in VaultStopFacts. */
  readonly messages: number | null;
}

/** What the last stop of the vault took, in all. */
export interface VaultStop {
  readonly connections: number;
  /** By the page's last count of each log. */
  readonly messages: number;
}

export interface VaultState {
  readonly health: VaultHealth;
  /** Null unless the vault has stopped. */
  readonly stop: VaultStop | null;
  /** Kept over a restart of the vault. */
  readonly lostConnections: ReadonlyMap<EntryId, LostConnection>;
  /** The entries in the order in which they came, files that cannot be read last. */
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
  /** Stored messages that the JetStream view shows with the parts of the console; null = it shows none. */
  readonly storedLog: RecordingFacts | null;
  /** Facts of the selected entry. Null until they have been read. */
  readonly facts: CredsFacts | null;
  /** Paths of files that the vault was reading when it stopped. Kept over a restart of the vault. */
  readonly setAside: readonly string[];
  /** Present while files are being read. */
  readonly batch: { readonly done: number; readonly total: number } | null;
}

export const EMPTY_VAULT: VaultState = {
  health: "off",
  stop: null,
  lostConnections: new Map(),
  order: [],
  entries: new Map(),
  sessions: new Map(),
  trust: [],
  pageClock: null,
  recordings: new Map(),
  selected: null,
  storedLog: null,
  facts: null,
  setAside: [],
  batch: null,
};

export const vaultStore = createStore<VaultState>(() => EMPTY_VAULT);

/** The log whose messages are shown. Operations that read a log take it. */
export const shownLogOf = ({ selected, storedLog }: VaultState): EntryId | null =>
  storedLog?.id ?? selected;

export const shownLog = (): EntryId | null => shownLogOf(vaultStore.getState());

/** A file that holds no readable creds. Its row says why. */
export const isUnreadable = (id: EntryId): boolean => id.startsWith("unreadable-");

export function addEntries(changed: readonly EntrySummary[]): void {
  const { order, entries } = vaultStore.getState();
  const next = new Map(entries);
  for (const entry of changed) next.set(entry.id, entry);
  const fresh = [...new Set(changed.map(({ id }) => id))].filter((id) => !entries.has(id));
  vaultStore.setState({
    entries: next,
    order: fresh.length > 0 ? unreadableLast([...order, ...fresh]) : order,
  });
}

function unreadableLast(ids: readonly EntryId[]): readonly EntryId[] {
  const last = ids.filter(isUnreadable);
  return last.length === 0 ? ids : [...ids.filter((id) => !isUnreadable(id)), ...last];
}

/** Shows an entry or a recording. Its facts are read next (lib/page/vault-link/shown-facts.ts). */
export function setSelected(id: EntryId): void {
  if (vaultStore.getState().selected !== id) vaultStore.setState({ selected: id, facts: null });
}

/** Whether this entry was issued before or after another one of the same user in the same account. */
export function ageBeside(entry: EntrySummary, other: EntrySummary): "older" | "newer" | "alike" {
  if (entry.account !== other.account) return "alike";
  const order = compareIssued(entry, other);
  return order === 0 ? "alike" : order < 0 ? "older" : "newer";
}

/** Removes entries. If the shown one is removed, its neighbour is shown. */
export function dropEntries(ids: readonly EntryId[]): void {
  const { order, entries, sessions, lostConnections, selected } = vaultStore.getState();
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
    lostConnections: keepOthers(lostConnections),
    ...(isShownGone
      ? { selected: left[Math.min(index, left.length - 1)] ?? null, facts: null }
      : {}),
  });
}

export function putSession(session: SessionState): void {
  const { entries, sessions, lostConnections } = vaultStore.getState();
  if (!entries.has(session.id)) return;
  vaultStore.setState({ sessions: new Map(sessions).set(session.id, session) });
  if (lostConnections.has(session.id)) {
    const left = new Map(lostConnections);
    left.delete(session.id);
    vaultStore.setState({ lostConnections: left });
  }
}

/** These files were opened again, or the user does not want them. */
export function dropSetAside(paths: readonly string[]): void {
  const gone = new Set(paths);
  const { setAside } = vaultStore.getState();
  if (!setAside.some((path) => gone.has(path))) return;
  vaultStore.setState({ setAside: setAside.filter((path) => !gone.has(path)) });
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

/**
 * Ends every session after a stop of the vault: its sockets are gone, and nothing is retried. `messagesOf` gives
 * the page's last count of a log, null where the page never counted it.
 */
export function loseSessions(at: number, messagesOf: (id: EntryId) => number | null): void {
  const { sessions, recordings, lostConnections } = vaultStore.getState();
  const lost = new Map(lostConnections);
  const ended = new Map<EntryId, SessionState>();
  for (const [id, session] of sessions) {
    const messages = messagesOf(id);
    const { phase, attempt } = session;
    if (phase !== "idle" && attempt !== null) lost.set(id, { address: attempt.address, messages });
    ended.set(id, endedByStop(session, at, messages));
  }
  const open = [...sessions.values()].filter(({ phase }) => phase === "open");
  const logs = [...sessions.keys(), ...recordings.keys()];
  const messages = logs.reduce((sum, id) => sum + (messagesOf(id) ?? 0), 0);
  vaultStore.setState({
    sessions: ended,
    lostConnections: lost,
    stop: { connections: open.length, messages },
  });
}

function endedByStop(session: SessionState, at: number, messages: number | null): SessionState {
  if (session.phase === "idle") return session;
  const stopped = { ...session, phase: "idle" as const, retryAt: null };
  if (session.phase === "connecting" && session.outcome !== "ended") {
    return { ...stopped, outcome: null, attempt: null };
  }
  const end = session.end ?? { at, errors: [], close: null, byUser: false };
  return {
    ...stopped,
    outcome: "ended",
    end: { ...end, vaultStopped: { messages } },
    endCode: session.endCode ?? "vault/stopped",
  };
}
