// The words of a replay, and how fast each pace is. Pure.

import type { SubjectMapFault } from "@/lib/shared/console/subject-map";

export type Pace = "original" | "ten" | "fastest";

export const PACES = [
  { value: "original", label: "As received" },
  { value: "ten", label: "10 times as fast" },
  { value: "fastest", label: "No delay" },
] as const satisfies readonly { readonly value: Pace; readonly label: string }[];

/** See ReplayStartRequest. */
export const SPEEDS: Readonly<Record<Pace, number | null>> = {
  original: 1,
  ten: 10,
  fastest: null,
};

export const MAP_PROBLEMS: Readonly<Record<SubjectMapFault, string>> = {
  pattern: "Not a valid subject",
  target: "Not a valid subject",
  wildcards: "More wildcards than in the subjects",
};
