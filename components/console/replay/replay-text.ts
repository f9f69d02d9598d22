// The words of a replay, and how fast each pace is. Pure.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { LeftOut, SubjectMapFault } from "@/lib/shared/console/subject-map";
import { REPLAY_SPEED } from "@/lib/shared/facts/console";

export type Pace = "original" | "scaled" | "fastest";

export const PACES = [
  { value: "original", label: "As received" },
  { value: "scaled", label: "At another speed" },
  { value: "fastest", label: "No delay" },
] as const satisfies readonly { readonly value: Pace; readonly label: string }[];

/** What a replay is started with, see ReplayStartRequest. `times` is what was typed for the pace "scaled". */
export function speedOf(pace: Pace, times: string): Result<number | null, "speed"> {
  if (pace === "original") return ok(1);
  if (pace === "fastest") return ok(null);
  // "1,000" is a thousand to some and one to others.
  const isUnclear = times.trim() === "" || /,\d{3}(?!\d)/u.test(times);
  const speed = isUnclear ? Number.NaN : Number(times.replace(",", "."));
  const { min, max } = REPLAY_SPEED;
  return speed >= min && speed <= max ? ok(speed) : fail("speed");
}

export const SPEED_PROBLEM = `A number from ${REPLAY_SPEED.min} to ${REPLAY_SPEED.max}`;

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
