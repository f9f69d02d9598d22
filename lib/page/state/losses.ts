// What leaving the page or forgetting creds would take for good: messages, connections, and creds that were
// pasted, which no file holds.

import { createStore } from "zustand/vanilla";
import type { EntryId } from "@/lib/shared/facts/creds";
import { viewOf } from "./console-store";
import { vaultStore } from "./vault-store";

export interface Losses {
  readonly messages: number;
  /** Open ones, and those that are being made. */
  readonly connections: number;
  readonly pasted: number;
}

/** Entries that came as pasted text, and from nowhere else since. */
const pastedStore = createStore<ReadonlySet<EntryId>>(() => new Set());

export function notePasted(ids: readonly EntryId[]): void {
  if (ids.length > 0) pastedStore.setState(new Set([...pastedStore.getState(), ...ids]), true);
}

/** They came from a file or as a sample, too. */
export function noteReadable(ids: readonly EntryId[]): void {
  const pasted = pastedStore.getState();
  if (!ids.some((id) => pasted.has(id))) return;
  pastedStore.setState(new Set([...pasted].filter((id) => !ids.includes(id))), true);
}

/** `counted`: messages of logs that were just counted; of others the page's last count is taken. */
export function lossesOf(
  ids: readonly EntryId[],
  counted: ReadonlyMap<EntryId, number> = new Map(),
): Losses {
  const { sessions, entries } = vaultStore.getState();
  const pasted = pastedStore.getState();
  let [messages, connections] = [0, 0];
  for (const id of ids) {
    const session = sessions.get(id);
    if (session === undefined) continue;
    if (session.phase !== "idle") connections += 1;
    messages += counted.get(id) ?? viewOf(id).window?.counts.kept ?? 0;
  }
  return {
    messages,
    connections,
    pasted: ids.filter((id) => pasted.has(id) && entries.has(id)).length,
  };
}

export const isAnyLost = ({ messages, connections, pasted }: Losses): boolean =>
  messages + connections + pasted > 0;

/** A question that waits for the user: whether to forget these creds with what they would take along. */
export interface ForgetQuestion {
  readonly ids: readonly EntryId[];
  /** True for Forget all, which takes account JWTs as well. */
  readonly isAll: boolean;
  readonly losses: Losses;
}

export const forgetQuestionStore = createStore<{ readonly asked: ForgetQuestion | null }>(() => ({
  asked: null,
}));
