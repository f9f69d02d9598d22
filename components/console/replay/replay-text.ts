// The words of a replay, and how fast each pace is. Pure.

import type { LeftOut, SubjectMapFault } from "@/lib/shared/console/subject-map";

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

/** After "orders.eu is left out: ". */
export const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  "no-match": "it is none of these subjects",
  reserved: "the server, JetStream, services or requests use this subject for themselves",
  reply: "it is a reply subject, and its request has ended",
  invalid: "the result is no subject to publish to",
};
