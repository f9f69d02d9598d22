// Subject mappings of an account: they change a published subject before the permissions are checked.
// Rules: nats-server server/accounts.go (AddWeightedMappings, selectMappedSubject),
// server/subject_transform.go. Read by decide.ts.

import type { Mappings, MappingTarget } from "@/lib/page/diagnosis/trust/account-claims";
import { matchesPattern } from "@/lib/shared/grammar/subject";
import type { ServerModel } from "./versions/server-model";

/** Empty for almost every account. */
export type MappingRules = readonly MappingRule[];

interface MappingRule {
  readonly source: string;
  readonly targets: readonly MappingTarget[];
}

export interface Mapped {
  /** The possible subjects. The subject itself is one of them if it may stay the same. */
  readonly subjects: readonly string[];
  /** False when a target uses a function that this page does not evaluate. */
  readonly isWhole: boolean;
}

/** Before 2.10 a target with fewer wildcards than its source made the server drop the mapping. */
export function compileMappings(
  mappings: Mappings,
  { dropsNarrowMappings }: ServerModel,
): MappingRules {
  const rules = [...mappings].map(([source, targets]) => ({ source, targets }));
  if (!dropsNarrowMappings) return rules;
  return rules.filter(({ source, targets }) =>
    targets.every((target) => wildcardsOf(target.subject) >= wildcardsOf(source)),
  );
}

function wildcardsOf(subject: string): number {
  const isWildcard = (part: string) => part === "*" || wildcardNumber(part) !== null;
  return subject.split(".").filter(isWildcard).length;
}

/** 2 of "$2" or "{{wildcard(2)}}". */
function wildcardNumber(part: string): number | null {
  const digits =
    /^\$(\d+)$/.exec(part)?.[1] ?? /^\{\{\s*wildcard\s*\(\s*(\d+)\s*\)\s*\}\}$/i.exec(part)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * Null when no mapping matches. The server keeps sources in no order, so if several match, any of them may
 * apply.
 */
export function mapSubject(rules: MappingRules, subject: string): Mapped | null {
  const matching = rules.filter(({ source }) => matchesPattern(source, subject));
  if (matching.length === 0) return null;
  const subjects = new Set<string>();
  let isWhole = true;
  for (const { source, targets } of matching) {
    for (const target of targets) {
      const became = transform(subject, source, target.subject);
      if (became === null) isWhole = false;
      else subjects.add(became);
    }
    if (!mayStay(targets)) continue;
    subjects.add(subject);
    // If the source is also one of the targets, some servers turn the rest into an empty subject
    // (observed with nats-server 2.9.10: the publish is refused with an empty name).
    if (targets.some((target) => target.subject === source)) isWhole = false;
  }
  return { subjects: [...subjects], isWhole };
}

/** The subject stays the same for the share that the weights leave. Each cluster has its own weights. */
function mayStay(targets: readonly MappingTarget[]): boolean {
  const totals = new Map<string, number>();
  for (const { cluster, weight } of targets) {
    totals.set(cluster, (totals.get(cluster) ?? 0) + weight);
  }
  return totals.size === 0 || [...totals.values()].some((total) => total < 100);
}

/** Fills the target with the parts that match the wildcards of the source; null if that is not possible. */
export function transform(subject: string, source: string, target: string): string | null {
  const parts = subject.split(".");
  const wanted = source.split(".");
  const taken = wanted.flatMap((want, at) => (want === "*" ? [parts[at] ?? ""] : []));
  let used = 0;
  const made: string[] = [];
  for (const part of target.split(".")) {
    const number = wildcardNumber(part);
    if (number !== null) {
      const value = taken[number - 1];
      if (value === undefined) return null;
      made.push(value);
    } else if (part.startsWith("{{")) {
      return null;
    } else if (part === "*") {
      const value = taken[used];
      if (value === undefined) return null;
      used += 1;
      made.push(value);
    } else if (part === ">") {
      made.push(...parts.slice(wanted.length - 1));
    } else {
      made.push(part);
    }
  }
  return made.join(".");
}
