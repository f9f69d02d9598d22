// One line of a check: one creds on one server, as every format writes it. Made by lib/page/actions/check/check-lines.ts, for
// the page's export and for the command line. Pure.
// Invariant: no line holds a seed, a JWT or a signature. The facts have none; what looks like one in a name is removed.

import { causesBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { publicAddress } from "@/lib/page/diagnosis/report/public-address";
import { decide } from "@/lib/page/permissions/decide";
import type { DecisionKind, Question } from "@/lib/page/permissions/decision";
import { knownRights } from "@/lib/page/permissions/rights";
import { compileRules } from "@/lib/page/permissions/rule-set";
import type { CheckedServer, CheckResult } from "@/lib/page/state/check-store";
import { withoutSecrets } from "@/lib/shared/base/secret-patterns";
import { accountOf } from "@/lib/shared/diagnosis/outcome";
import type { Cause, Outcome } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";

export type Need = Pick<Question, "action" | "subject">;

/** What is asked of creds besides a connection. */
export interface CheckAsked {
  /** What they have to be allowed to do. */
  readonly may: readonly Need[];
  /** Creds that expire within this time are not fine; null = only expired ones are not. */
  readonly expiresWithinMs: number | null;
}

export const ASKS_NOTHING: CheckAsked = { may: [], expiresWithinMs: null };

export interface CheckLine {
  readonly file: string;
  readonly name: string;
  readonly user: string | null;
  readonly account: string | null;
  /** Null where no server was named. */
  readonly server: string | null;
  /** The server is reached through a bridge of the process that checks. */
  readonly isOwnBridge: boolean;
  readonly outcome: Outcome | "not-tried";
  readonly causes: readonly Cause[];
  /** From the dial to the answer; null where no server was asked. */
  readonly ms: number | null;
  readonly expiresAtSec: number | null;
  readonly isExpiring: boolean;
  readonly may: readonly (Need & { readonly decision: DecisionKind })[];
}

/** Creds that are in several files get a line for each. `server`: null where no server was named. */
export function linesOf(
  facts: CredsFacts,
  server: CheckedServer | null,
  result: CheckResult | null,
  trust: readonly TrustFacts[],
  { may, expiresWithinMs }: CheckAsked,
  nowMs: number,
): readonly CheckLine[] {
  const { jwt, seed, sources, parts } = facts;
  const observation = result?.observation ?? null;
  const expiresAtSec = jwt?.expiresAtSec || null;
  const line = {
    name: withoutSecrets(jwt?.name ?? ""),
    user: jwt?.subject ?? seed.publicKey ?? null,
    account: jwt === null ? null : accountOf(jwt),
    server: server === null ? null : withoutSecrets(publicAddress(server.name)),
    // The names of targets in a config have no scheme.
    isOwnBridge: server?.isBridge === true && server.name.includes("://"),
    outcome: result?.verdict.outcome ?? ("not-tried" as const),
    causes: result?.verdict.causes ?? causesBeforeConnecting(facts, nowMs),
    ms: observation === null ? null : Math.round(observation.attempt.elapsedMs * 10) / 10,
    expiresAtSec,
    isExpiring:
      expiresWithinMs !== null &&
      expiresAtSec !== null &&
      expiresAtSec * 1_000 < nowMs + expiresWithinMs,
    may: may.map((need) => ({ ...need, decision: mayIt(facts, observation, trust, need) })),
  };
  const files = sources.filter((_, index) => index === 0 || index >= parts);
  return files.map(({ name }) => ({ file: withoutSecrets(name), ...line }));
}

function mayIt(
  facts: CredsFacts,
  observation: CheckResult["observation"],
  trust: readonly TrustFacts[],
  need: Need,
): DecisionKind {
  const { model, own, reported } = knownRights(facts, trust, observation?.server ?? null);
  if (own === null) return "unknown";
  return decide(compileRules(reported ?? own, model), { ...need, queue: "" }).kind;
}

/** By file, and for each file in the order of the servers, which is the order of `lines`. */
export const sortLines = (lines: readonly CheckLine[]): readonly CheckLine[] =>
  [...lines].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
