// Can this user do it? One plain line for a ready-made list, and what to change where it cannot. Page only.

import { decide } from "./decide";
import type { Decision } from "./decision";
import { type Fix, type FixNames, fixFor } from "./fix";
import { type NeedId, type NeedPart, type NeedValues, partsOf } from "./needs";
import type { RuleSet } from "./rule-set";

export interface AnsweredPart {
  readonly part: NeedPart;
  readonly decision: Decision;
  /** Allowed, filtered, or a reply that `resp` lets through. */
  readonly isGranted: boolean;
}

export interface NeedAnswer {
  readonly id: NeedId;
  /** partly: all that must be is there, something optional is not. */
  readonly verdict: "yes" | "partly" | "no" | "unknown";
  /** "Can consume stream ORDERS as worker." */
  readonly sentence: string;
  readonly parts: readonly AnsweredPart[];
  /** What would have to change for all of it; null when nothing has to, or permissions cannot. */
  readonly fix: Fix | null;
}

export function answerNeed(
  rules: RuleSet,
  id: NeedId,
  values: NeedValues,
  names: FixNames,
): NeedAnswer {
  const parts = partsOf(id, values).map((part): AnsweredPart => {
    const { action, subject, queue } = part;
    const decision = decide(rules, { action, subject, queue });
    const isOpen = decision.kind === "allowed" || decision.kind === "filtered";
    return { part, decision, isGranted: isOpen || (part.isReply && decision.mayReply) };
  });
  const missing = parts.filter(({ isGranted }) => !isGranted);
  const vital = missing.filter(({ part }) => !part.isOptional);
  const verdict = verdictOf(missing, vital);
  const lacking = verdict === "partly" ? missing : vital;
  const refused = missing.map(({ part, decision }) => ({
    decision,
    rule: part.rule,
    isReply: part.isReply,
  }));
  return {
    id,
    verdict,
    sentence: sentenceOf(verdict, phraseOf(id, values), lacking),
    parts,
    fix: fixFor(rules, refused, names),
  };
}

function verdictOf(
  missing: readonly AnsweredPart[],
  vital: readonly AnsweredPart[],
): NeedAnswer["verdict"] {
  if (vital.some(({ decision }) => decision.kind === "denied")) return "no";
  if (vital.length > 0) return "unknown";
  return missing.length > 0 ? "partly" : "yes";
}

function sentenceOf(
  verdict: NeedAnswer["verdict"],
  phrase: string,
  lacking: readonly AnsweredPart[],
): string {
  const purposes = [...new Set(lacking.map(({ part }) => part.purpose))];
  const listed =
    purposes.length > 1
      ? `${purposes.slice(0, -1).join(", ")} or ${purposes.at(-1)}`
      : (purposes[0] ?? "");
  switch (verdict) {
    case "yes":
      return `Can ${phrase}.`;
    case "partly":
      return `Can ${phrase}, but may not ${listed}.`;
    case "no":
      return `Cannot ${phrase}: may not ${listed}.`;
    case "unknown":
      return `Not known whether this user can ${phrase}.`;
  }
}

function phraseOf(id: NeedId, values: NeedValues): string {
  const { subject, stream, consumer, bucket, service } = values;
  switch (id) {
    case "request":
      return `send requests to ${subject} and receive replies`;
    case "respond":
      return `answer requests on ${subject}`;
    case "consume":
      return `consume stream ${stream} as ${consumer}`;
    case "publish-to-stream":
      return `publish to ${subject} and have it confirmed`;
    case "manage-streams":
      return `manage stream ${stream}`;
    case "kv-read":
      return `read bucket ${bucket}`;
    case "kv-write":
      return `write bucket ${bucket}`;
    case "object-read":
      return `read object store ${bucket}`;
    case "object-write":
      return `write object store ${bucket}`;
    case "service":
      return `run service ${service} on ${subject}`;
    case "user-info":
      return "ask the server for its own rights";
  }
}
