// Which entry of the help is open beside the page. It belongs to no creds.

import { createStore } from "zustand/vanilla";
import type { CauseCode } from "@/lib/shared/facts/causes";

/** Null = the help is closed. */
export const helpStore = createStore<{ readonly code: CauseCode | null }>(() => ({ code: null }));

export function showHelp(code: CauseCode): void {
  helpStore.setState({ code });
}

export function closeHelp(): void {
  helpStore.setState({ code: null });
}
