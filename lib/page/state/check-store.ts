// The check of many creds against servers: its progress, and the result of each creds on each server with its causes.
// Written by check-actions.ts, which lib/page/vault-link passes what the vault reports.

import { createStore } from "zustand/vanilla";
import type { Verdict } from "@/lib/page/diagnosis/verdict";
import type { ClockWitness } from "@/lib/shared/diagnosis/clock-comparison";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";
import type { CheckObservation, CheckProgress } from "@/lib/shared/facts/check";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface CheckedServer {
  /** Ready to dial, as the user chose it. It may have a query: show it through `maskQuery`. */
  readonly address: string;
  /** For exports and tools: the address without the values of its query, or the bridge's target. */
  readonly name: string;
  /** For people: the listed name, or else as `name`. */
  readonly title: string;
  readonly isProduction: boolean;
  readonly isBridge: boolean;
  readonly perSecond: number | null;
}

/** Attempts a second at each server; "usual" is gentle towards production and towards hosts that are not known. */
export type Pace = "usual" | "unlimited" | number;

export interface CheckResult {
  readonly verdict: Verdict;
  /** Null for creds that cannot be read, which no server was asked about. */
  readonly observation: CheckObservation | null;
}

export interface CheckState {
  /** The creds of the check, in the order of the keyring. Empty = there was none. */
  readonly ids: readonly EntryId[];
  readonly servers: readonly CheckedServer[];
  /** Null before the vault has reported. */
  readonly progress: CheckProgress | null;
  /** For each server that does not answer, the attempt that showed it. */
  readonly silences: readonly (CheckResult | null)[];
  /** For each server, the first attempt that told who the user is; other attempts are judged with it. */
  readonly tellers: readonly (CheckObservation | null)[];
  /** For each server, by entry. The maps are changed in place; `version` tells of it. */
  readonly results: readonly ReadonlyMap<EntryId, CheckResult>[];
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Results a second, over the last seconds. */
  readonly perSecond: number;
  /** The vault stopped, and the check with it. */
  readonly isLost: boolean;
}

export const NO_CHECK: CheckState = {
  ids: [],
  servers: [],
  progress: null,
  silences: [],
  tellers: [],
  results: [],
  version: 0,
  startedAt: 0,
  endedAt: null,
  perSecond: 0,
  isLost: false,
};

/**
 * The sessions, and what the last check learnt about its servers: whatever connected shows a server's clock and kind
 * of login.
 */
export const withTellers = (sessions: Iterable<SessionState>): readonly ClockWitness[] => [
  ...sessions,
  ...checkStore.getState().tellers.filter((teller) => teller !== null),
];

/** Attempts of a check that the workbench shows. The vault has no session of them. */
export const openedAttempts = new WeakSet<AttemptRecord>();

/** The last check. Its results change in place; `version` says that they did. */
export const checkStore = createStore<CheckState>(() => NO_CHECK);

/** `data-check-run`; null when there is no check. */
export function checkRunState({ ids, progress, isLost }: CheckState) {
  if (ids.length === 0) return null;
  return isLost ? "stopped" : (progress?.state ?? "running");
}

/** Results so far, with those of creds that cannot be read. On a server that never answers, all count as done. */
export function checkCounts(state: CheckState): { readonly done: number; readonly total: number } {
  const { ids, servers, progress, results } = state;
  const total = ids.length * servers.length;
  const done = servers.reduce((sum, _, column) => {
    const isOver = progress?.columns[column]?.state === "ended";
    return sum + (isOver ? ids.length : (results[column]?.size ?? 0));
  }, 0);
  return { done, total };
}

/** The result of one creds on one server. Creds that were not tried on a silent server have its silence. */
export function checkResultOf(
  { results, progress, silences }: CheckState,
  id: EntryId,
  column: number,
): CheckResult | null {
  const known = results[column]?.get(id);
  if (known !== undefined) return known;
  return progress?.columns[column]?.state === "ended" ? (silences[column] ?? null) : null;
}

/**
 * The result that matters of these creds: the first that a server answered and that is no acceptance, else an
 * acceptance. That a server does not answer says nothing about them, so it comes last.
 */
export function mainCheckOf(state: CheckState, id: EntryId): CheckResult | null {
  let main: CheckResult | null = null;
  for (let column = 0; column < state.servers.length; column += 1) {
    const result = checkResultOf(state, id, column);
    if (result !== null && rankOf(result) > (main === null ? -1 : rankOf(main))) main = result;
  }
  return main;
}

function rankOf({ verdict: { outcome } }: CheckResult): number {
  if (outcome === "unreachable") return 0;
  return outcome === "accepted" ? 1 : 2;
}

/** Creds were forgotten: so are their results. */
export function dropChecked(gone: readonly EntryId[]): void {
  const { ids, results, version } = checkStore.getState();
  if (ids.length === 0) return;
  const left = new Set(gone);
  const kept = ids.filter((id) => !left.has(id));
  if (kept.length === 0) checkStore.setState({ ...NO_CHECK, version: version + 1 });
  else {
    checkStore.setState({
      ids: kept,
      results: results.map((own) => new Map([...own].filter(([id]) => !left.has(id)))),
      version: version + 1,
    });
  }
}

/** The vault stopped. Results stay. */
export function loseCheck(): void {
  const state = checkStore.getState();
  if (state.ids.length > 0 && state.endedAt === null) {
    checkStore.setState({ isLost: true, endedAt: Date.now() });
  }
}
