// Reads what the overview needs besides the summaries: permissions and causes, in batches, those in view first.
// Runs while the overview is shown.

import { overviewStore } from "@/lib/page/overview/overview-store";
import { clearSharedRules, noteOf, type RightsNote } from "@/lib/page/overview/rights-book";
import { compareStore, showView } from "@/lib/page/state/panel-state";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { select } from "./keyring-actions";

/** Facts of one call. The vault copies them in one task, and the page reads them in one. */
const BATCH = 250;
/** The store of notes is copied at each change, so it changes after this many. */
const FLUSH = 2_000;

interface Source {
  readonly entry: EntrySummary;
  readonly outcome: SessionState["outcome"];
  readonly identity: unknown;
}

/** What each note was made from. It is made again when one of these is another. */
const sources = new Map<EntryId, Source>();

const sourceOf = (entry: EntrySummary, session: SessionState | undefined): Source => ({
  entry,
  outcome: session?.phase === "connecting" ? null : (session?.outcome ?? null),
  identity: session?.server?.identity ?? null,
});

const isSame = (a: Source | undefined, b: Source): boolean =>
  a?.entry === b.entry && a.outcome === b.outcome && a.identity === b.identity;

/** Keeps the notes up to date until it is ended. Returns what ends it. */
export function watchNotes(): () => void {
  let isEnded = false;
  let isRunning = false;
  let isDirty = true;
  let trust = vaultStore.getState().trust;
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    while (isDirty && !isEnded) {
      isDirty = false;
      await readMissing(() => isEnded);
    }
    isRunning = false;
  };
  const end = vaultStore.subscribe((now, before) => {
    if (now.trust !== trust) {
      trust = now.trust;
      sources.clear();
      clearSharedRules();
    }
    if (
      now.entries === before.entries &&
      now.sessions === before.sessions &&
      now.trust === before.trust
    ) {
      return;
    }
    isDirty = true;
    void run();
  });
  void run();
  return () => {
    isEnded = true;
    end();
  };
}

async function readMissing(isEnded: () => boolean): Promise<void> {
  dropForgotten();
  const { order, entries, sessions } = vaultStore.getState();
  const missing = order.filter((id) => {
    const entry = entries.get(id);
    return entry !== undefined && !isSame(sources.get(id), sourceOf(entry, sessions.get(id)));
  });
  let read = new Map<EntryId, RightsNote>();
  for (let from = 0; from < missing.length && !isEnded(); from += BATCH) {
    const ids = missing.slice(from, from + BATCH);
    const made = ids.flatMap((id) => {
      const entry = vaultStore.getState().entries.get(id);
      return entry ? [[id, sourceOf(entry, vaultStore.getState().sessions.get(id))] as const] : [];
    });
    const reply = await ask("readManyFacts", { ids });
    if (!reply.ok) return;
    const { sessions: present, trust } = vaultStore.getState();
    for (const facts of reply.value) {
      read.set(facts.id, noteOf(facts, present.get(facts.id), trust, Date.now()));
    }
    for (const [id, source] of made) sources.set(id, source);
    if (from === 0 || read.size >= FLUSH) {
      flush(read);
      read = new Map();
    }
  }
  flush(read);
}

function flush(read: ReadonlyMap<EntryId, RightsNote>): void {
  if (read.size === 0) return;
  overviewStore.setState({ notes: new Map([...overviewStore.getState().notes, ...read]) });
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
