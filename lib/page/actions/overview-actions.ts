// Reads what the overview needs besides the summaries: permissions and causes, in batches and slices. Once when many
// creds were loaded (components/layout/lazy-overview.tsx), and at each change while the overview is shown.

import { orderRows, prepareKeys } from "@/lib/page/overview/order-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { clearSharedRules, noteOf, type RightsNote } from "@/lib/page/overview/rights-book";
import { listRows, rowsOf } from "@/lib/page/overview/row-list";
import { compareStore, showView } from "@/lib/page/state/panel-state";
import { type VaultState, vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { select } from "./keyring-actions";

/** Facts of one call. The vault copies them in one task, and the page reads them in one. */
const BATCH = 250;
/** The store of notes is copied at each change, so it changes after this many. */
const FLUSH = 2_000;

/** The page works no longer at a stretch, so that clicks and frames come between. */
const SLICE_MS = 8;

interface Source {
  readonly entry: EntrySummary;
  readonly outcome: SessionState["outcome"];
  readonly identity: unknown;
  readonly trust: unknown;
}

/** What each note was made from. It is made again when one of these is another. */
const sources = new Map<EntryId, Source>();

function sourceOf(entry: EntrySummary, { sessions, trust }: VaultState): Source {
  const session = sessions.get(entry.id);
  return {
    entry,
    outcome: session?.phase === "connecting" ? null : (session?.outcome ?? null),
    identity: session?.server?.identity ?? null,
    trust,
  };
}

const isSame = (a: Source | undefined, b: Source): boolean =>
  a?.entry === b.entry &&
  a.outcome === b.outcome &&
  a.identity === b.identity &&
  a.trust === b.trust;

/** Keeps the notes up to date until it is ended. Returns what ends it. */
export function watchNotes(): () => void {
  const end = vaultStore.subscribe((now, before) => {
    const isChanged =
      now.entries !== before.entries ||
      now.sessions !== before.sessions ||
      now.trust !== before.trust;
    if (isChanged) void readNotes();
  });
  void readNotes();
  return end;
}

let isReading = false;
let isDirty = false;
let isDropping = false;

/** From the first note on, what was known of forgotten creds is dropped, whether the overview is shown or not. */
function dropAtForget(): void {
  if (isDropping) return;
  isDropping = true;
  vaultStore.subscribe((now, before) => {
    if (now.entries === before.entries || now.entries.size >= before.entries.size) return;
    compared = null;
    dropForgotten();
  });
}

/** Reads the notes that are missing. Called while it reads, it looks again at the end. */
export async function readNotes(): Promise<void> {
  dropAtForget();
  isDirty = true;
  if (isReading) return;
  isReading = true;
  // The overview is drawn first.
  await yieldToEventLoop();
  try {
    while (isDirty) {
      isDirty = false;
      await readMissing();
    }
  } finally {
    isReading = false;
  }
}

let trustOfRules: VaultState["trust"] | null = null;
/** What the notes were last compared with. Null after a Forget, so that it holds no forgotten creds. */
let compared: VaultState | null = null;

const isCompared = ({ entries, sessions, trust }: VaultState): boolean =>
  compared?.entries === entries && compared.sessions === sessions && compared.trust === trust;

async function readMissing(): Promise<void> {
  const state = vaultStore.getState();
  if (isCompared(state)) return;
  dropForgotten();
  if (state.trust !== trustOfRules) clearSharedRules();
  trustOfRules = state.trust;
  const missing = state.order.filter((id) => {
    const entry = state.entries.get(id);
    return entry !== undefined && !isSame(sources.get(id), sourceOf(entry, state));
  });
  let read = new Map<EntryId, RightsNote>();
  for (let from = 0; from < missing.length; from += BATCH) {
    const ids = missing.slice(from, from + BATCH);
    const before = vaultStore.getState();
    const reply = await ask("readManyFacts", { ids });
    if (!reply.ok) return;
    let sliceEnd = performance.now() + SLICE_MS;
    for (const facts of reply.value) {
      const { sessions, trust } = vaultStore.getState();
      read.set(facts.id, noteOf(facts, sessions.get(facts.id), trust, Date.now()));
      if (performance.now() < sliceEnd) continue;
      await yieldToEventLoop();
      sliceEnd = performance.now() + SLICE_MS;
    }
    const { entries } = vaultStore.getState();
    for (const id of ids) {
      const entry = before.entries.get(id);
      if (entry !== undefined && entries.has(id)) sources.set(id, sourceOf(entry, before));
    }
    if (from === 0 || read.size >= FLUSH) {
      flush(read);
      read = new Map();
    }
  }
  flush(read);
  if (vaultStore.getState().entries === state.entries) compared = state;
}

/** Rows of one slice: a few milliseconds. */
const ROWS_AT_ONCE = 250;

/** How many entries of the keyring have rows. */
let prepared = 0;
let preparing: Promise<void> = Promise.resolve();

/**
 * Makes rows before the overview is opened, so that it opens at once. "new": of what came since the last call. "all": whatever
 * has changed, and the order.
 */
export function prepareRows(which: "new" | "all"): Promise<void> {
  preparing = preparing.then(() => makeRows(which));
  return preparing;
}

async function makeRows(which: "new" | "all"): Promise<void> {
  const { order: ids } = vaultStore.getState();
  for (let from = which === "all" ? 0 : prepared; from < ids.length; from += ROWS_AT_ONCE) {
    const { notes, order } = overviewStore.getState();
    const part = ids.slice(from, from + ROWS_AT_ONCE);
    prepareKeys(rowsOf(part, vaultStore.getState(), notes, Date.now()), order);
    await yieldToEventLoop();
  }
  prepared = ids.length;
  if (which === "new") return;
  const { notes, order } = overviewStore.getState();
  orderRows(listRows(vaultStore.getState(), notes, Date.now()), order);
}

function flush(read: ReadonlyMap<EntryId, RightsNote>): void {
  // Some may have been forgotten while they were read.
  const { entries } = vaultStore.getState();
  const fresh = [...read].filter(([id]) => entries.has(id));
  if (fresh.length === 0) return;
  overviewStore.setState({ notes: new Map([...overviewStore.getState().notes, ...fresh]) });
}

function dropForgotten(): void {
  const { entries } = vaultStore.getState();
  const { notes, chosen } = overviewStore.getState();
  for (const id of sources.keys()) if (!entries.has(id)) sources.delete(id);
  if ([...notes.keys()].some((id) => !entries.has(id))) {
    overviewStore.setState({ notes: new Map([...notes].filter(([id]) => entries.has(id))) });
  }
  if ([...chosen].some((id) => !entries.has(id))) {
    overviewStore.setState({ chosen: new Set([...chosen].filter((id) => entries.has(id))) });
  }
  if (entries.size === 0) clearSharedRules();
}

/** Opens creds in the workbench. */
export function openCreds(id: EntryId): void {
  select(id);
  showView("diagnosis");
}

/** Compares two to four creds in the workbench. */
export function compareCreds(ids: readonly EntryId[]): void {
  const [first, other = null, ...more] = ids;
  if (first === undefined) return;
  select(first);
  compareStore.setState({ other, more: more.slice(0, 2) });
  showView("compare");
}
