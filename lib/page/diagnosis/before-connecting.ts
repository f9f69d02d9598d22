// What is already certain or likely before anything is sent: every failed check as a proven cause, and
// the warnings that may end in a refusal as likely ones. Used by the page (region "Before connecting")
// and by verdict.ts. Order: unusable creds first, then as the server checks them (nats-server
// server/auth.go, processClientOrLeafAuthentication), so the first one is what it would stumble over.

import { NO_OBSERVATIONS, type Observations } from "@/lib/shared/diagnosis/findings";
import { findingsOf } from "@/lib/shared/diagnosis/own-checks";
import { type Cause, type CauseCode, CHECK_IDS } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { accountCauses } from "./account-causes";
import { effectiveFacts } from "./trust/effective";

const ORDER: readonly CauseCode[] = [
  "creds/unreadable-file",
  "creds/too-large",
  "creds/empty",
  "creds/not-creds",
  "creds/no-jwt",
  "jwt/malformed",
  "jwt/not-a-user",
  "creds/no-seed",
  "seed/malformed",
  "seed/not-a-user-seed",
  "jwt/too-large",
  "jwt/algorithm",
  "jwt/signature",
  "jwt/issuer-kind",
  "jwt/proxy-required",
  "jwt/claims",
  "jwt/expired",
  "jwt/not-yet-valid",
  "account/pinned",
  "account/unknown",
  "account/expired",
  "account/other-operator",
  "account/issuer-unknown",
  "account/scope-violated",
  "account/template",
  "account/bearer-forbidden",
  "jwt/connection-type",
  "seed/mismatch",
  "account/user-revoked",
  "jwt/source-address",
  "jwt/outside-times",
  "account/connection-limit",
  "account/callout",
  "jwt/limits-zero",
];

/** Warnings that can make the server refuse. The others are odd but work, and explain nothing. */
const LIKELY: ReadonlySet<CauseCode> = new Set([
  "jwt/claims",
  "jwt/expired",
  "jwt/not-yet-valid",
  "jwt/outside-times",
  "jwt/proxy-required",
]);

const place = (code: CauseCode): number => {
  const at = ORDER.indexOf(code);
  return at < 0 ? ORDER.length : at;
};

/** As a server comes to them. */
export const byServerOrder = (a: Cause, b: Cause): number => place(a.code) - place(b.code);

/**
 * What the account JWT at hand shows, its templates included, is "likely": the server may have a newer
 * one, and 2.9 does not apply all of a template. A refusal proves it (verdict.ts).
 */
export function warningsBeforeConnecting(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  nowMs: number,
  seen: Observations = NO_OBSERVATIONS,
): readonly Cause[] {
  const own = causesBeforeConnecting(facts, nowMs, seen);
  const isOwn = ({ code }: Cause) => own.some((cause) => cause.code === code);
  const shown = [
    ...causesBeforeConnecting(effectiveFacts(facts, trust), nowMs, seen),
    ...accountCauses(facts, trust, nowMs).filter(({ certainty }) => certainty === "proven"),
  ];
  const added = shown.filter((cause) => !isOwn(cause));
  return [...own, ...added.map((cause): Cause => ({ ...cause, certainty: "likely" }))].sort(
    byServerOrder,
  );
}

/** Each code at most once. `seen`: the way taken, and the address that INFO told; nothing of the outcome. */
export function causesBeforeConnecting(
  facts: CredsFacts,
  nowMs: number,
  seen: Observations = NO_OBSERVATIONS,
): readonly Cause[] {
  const causes = new Map<CauseCode, Cause>();
  const add = (cause: Cause) => {
    if (!causes.has(cause.code)) causes.set(cause.code, cause);
  };
  const { unusable } = facts;
  if (unusable) {
    add({ code: unusable.code, certainty: "proven", evidence: unusable.params ?? {} });
  }
  for (const id of CHECK_IDS) {
    if (id === "who-am-i") continue;
    for (const { state, code, evidence } of findingsOf(id, facts, nowMs, seen) ?? []) {
      if (code === null) continue;
      if (state === "fail") add({ code, certainty: "proven", evidence });
      const isMere = state === "warn" && evidence["acceptedAllTheSame"] === undefined;
      if (isMere && LIKELY.has(code)) add({ code, certainty: "likely", evidence });
    }
  }
  return [...causes.values()].sort(byServerOrder);
}
