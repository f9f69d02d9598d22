// What the user chose in the dialog "Check against servers". It outlives the dialog, so that opening it again shows the
// same servers. Nothing of it is stored, because an address may hold the token of a proxy.

import { createStore } from "zustand/vanilla";
import type { Pace } from "@/lib/page/state/check-store";
import type { EntryId } from "@/lib/shared/facts/creds";

interface CheckChoice {
  /** The creds that the dialog asks about; null while it is closed. */
  readonly ids: readonly EntryId[] | null;
  /** Names of listed servers. */
  readonly listed: ReadonlySet<string>;
  /** Addresses, one a line; null before the user or the page filled it in. */
  readonly typed: string | null;
  readonly pace: Pace;
}

/** Empty again after a reload. */
export const checkChoiceStore = createStore<CheckChoice>(() => ({
  ids: null,
  listed: new Set(),
  typed: null,
  pace: "usual",
}));

/** Opens the dialog. Nothing connects before its Start. */
export function askToCheck(ids: readonly EntryId[]): void {
  checkChoiceStore.setState({ ids });
}

/** The choice of servers stays. */
export function closeCheckDialog(): void {
  checkChoiceStore.setState({ ids: null });
}

/** Ticks a listed server, or takes the tick away. */
export function toggleListed(name: string): void {
  const listed = new Set(checkChoiceStore.getState().listed);
  if (!listed.delete(name)) listed.add(name);
  checkChoiceStore.setState({ listed });
}

/** Adds an address as a line. */
export function addTyped(address: string): void {
  const { typed } = checkChoiceStore.getState();
  const lines = (typed ?? "").split("\n").filter((line) => line.trim() !== "");
  if (!lines.includes(address)) {
    checkChoiceStore.setState({ typed: [...lines, address].join("\n") });
  }
}
