// What stands in "Compare": the other identity, and the subjects of "can A reach B".

import { createStore } from "zustand/vanilla";
import type { EntryId } from "@/lib/shared/facts/creds";

interface Compared {
  /** Null = none chosen yet; may name creds that were forgotten since. */
  readonly other: EntryId | null;
  readonly publish: string;
  /** "" = the subject that is published. */
  readonly subscribe: string;
  readonly queue: string;
  /** Whose message it is: of the shown creds, or of the other. */
  readonly from: "shown" | "other";
}

export const compareStore = createStore<Compared>(() => ({
  other: null,
  publish: "",
  subscribe: "",
  queue: "",
  from: "shown",
}));
