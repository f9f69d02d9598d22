// A trial against what was expected: agreement, an open question settled, or a finding with its likely
// reason. Pure.

import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import type { Decision } from "@/lib/page/permissions/decision";

export type MismatchReason =
  /** The expectation rests on creds and account JWTs at hand alone. */
  | "not-told"
  /** The server's answer leaves out queue groups or empty lists, and one of them decides. */
  | "half-told"
  /** Nothing is known of the account's mappings, which come before the check of a publish. */
  | "mappings-unknown"
  /** The server told its rules when asked; they must have changed since. */
  | "changed-since";

export type TryComparison =
  | { readonly kind: "agrees" | "settles" }
  | { readonly kind: "differs"; readonly reason: MismatchReason };

export function compareTry(
  expected: Decision,
  isAllowed: boolean,
  access: Pick<EffectiveRights, "told" | "own">,
): TryComparison {
  if (expected.kind === "unknown") return { kind: "settles" };
  if ((expected.kind !== "denied") === isAllowed) return { kind: "agrees" };
  return { kind: "differs", reason: reasonOf(expected, access) };
}

function reasonOf(
  expected: Decision,
  { reported, own }: Pick<EffectiveRights, "told" | "own">,
): MismatchReason {
  if (reported === null) return "not-told";
  if (expected.action === "subscribe" ? reported.lacksQueues : reported.lacksEmptyAllow) return "half-told";
  if (expected.action === "publish" && own.mappings === null) return "mappings-unknown";
  return "changed-since";
}

const REASONS = {
  "not-told":
    "What was expected rests on the JWTs at hand. The server may use a newer account JWT: another scope template, other defaults, or subject mappings.",
  "half-told":
    "This server does not tell the queue groups of its rules, so what it enforces is known in part only.",
  "mappings-unknown":
    "The account may map this subject to another one before the rules are applied. Its account JWT would show it.",
  "changed-since":
    "The permissions have probably changed since the server told them. Ask the server again.",
} satisfies Record<MismatchReason, string>;

export function mismatchText(reason: MismatchReason): string {
  return REASONS[reason];
}
