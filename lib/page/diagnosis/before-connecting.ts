// What is already certain or likely before anything is sent. Every failed check is a proven cause; a
// warning that can end in a refusal is a likely one. Used by the page (region "Before connecting") and
// by verdict.ts. The causes are in the order of refusals.ts.

import { NO_OBSERVATIONS, type Observations } from "@/lib/shared/diagnosis/findings";
import { findingsOf } from "@/lib/shared/diagnosis/own-checks";
import { type Cause, type CauseCode, CHECK_IDS } from "@/lib/shared/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { accountCauses } from "./account-causes";
import { byServerOrder, canRefuseWhenWarned } from "./refusals";
import { sentinelCause } from "./sentinel";
import { effectiveFacts } from "./trust/effective";

/**
 * What the loaded account JWT shows, its templates included, is only "likely": the server may have a
 * newer one, and 2.9 does not apply all of a template. A refusal proves it (verdict.ts).
 */
export function warningsBeforeConnecting(
  facts: CredsFacts,
  trust: readonly TrustFacts[],
  nowMs: number,
  seen: Observations = NO_OBSERVATIONS,
): readonly Cause[] {
  const own = causesBeforeConnecting(facts, nowMs, seen);
  const isOwn = ({ code }: Cause) => own.some((cause) => cause.code === code);
  const sentinel = sentinelCause(facts, trust);
  const shown = [
    ...(sentinel ? [sentinel] : []),
    ...causesBeforeConnecting(effectiveFacts(facts, trust), nowMs, seen),
    ...accountCauses(facts, trust, nowMs).filter(({ certainty }) => certainty === "proven"),
  ];
  const added = shown.filter((cause) => !isOwn(cause));
  return [...own, ...added.map((cause): Cause => ({ ...cause, certainty: "likely" }))].sort(
    byServerOrder,
  );
}

/** Each code at most once. Of `seen` it reads the transport and the address in INFO, not the outcome. */
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
      const isDoubtful = state === "warn" && evidence["acceptedAllTheSame"] === undefined;
      if (isDoubtful && canRefuseWhenWarned(code)) add({ code, certainty: "likely", evidence });
    }
  }
  return [...causes.values()].sort(byServerOrder);
}
