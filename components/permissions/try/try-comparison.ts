// Compares the result of a try on the server with the expected decision: they agree, it settles an unknown decision,
// or they differ for a likely reason. Pure.

import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import type { Decision } from "@/lib/page/permissions/decision";

export type MismatchReason =
  /** The expectation is based on the creds and the loaded account JWTs only. */
  | "not-reported"
  /** The server's answer leaves out queue groups or empty lists, and one of them decides. */
  | "partly-reported"
  /** The account's mappings are not known. A server applies them before it checks a publish. */
  | "mappings-unknown"
  /** The server reported its rules when asked, so they must have changed since. */
  | "changed-since";

export type TryComparison =
  | { readonly kind: "agrees" | "settles" }
  | { readonly kind: "differs"; readonly reason: MismatchReason };

type Sources = Pick<EffectiveRights, "reported" | "own">;

export function compareTry(
  expected: Decision,
  isAllowed: boolean,
  sources: Sources,
): TryComparison {
  if (expected.kind === "unknown") return { kind: "settles" };
  if ((expected.kind !== "denied") === isAllowed) return { kind: "agrees" };
  return { kind: "differs", reason: mismatchReason(expected, sources) };
}

function mismatchReason(expected: Decision, { reported, own }: Sources): MismatchReason {
  if (reported === null) return "not-reported";
  const { lacksQueues, lacksEmptyAllow } = reported;
  if (expected.action === "subscribe" ? lacksQueues : lacksEmptyAllow) return "partly-reported";
  if (expected.action === "publish" && own.mappings === null) return "mappings-unknown";
  return "changed-since";
}
