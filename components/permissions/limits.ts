// The limits of a user by each that sets one, and what follows: the smallest holds (nats-server
// server/client.go applyAccountLimits). Pure.

import type { AccountClaims } from "@/lib/page/diagnosis/trust/account-claims";
import type { ServerFacts } from "@/lib/shared/facts/attempt";
import type { UserLimits } from "@/lib/shared/facts/creds";

export interface LimitRow {
  readonly id: "payload" | "subscriptions";
  /** As it stands in the JWT or the scope template. */
  readonly own: number | null;
  /** Null where the account JWT is not at hand. */
  readonly account: number | null;
  /** As told by the server; null where it does not tell. */
  readonly server: number | null;
  /** -1 = no limit, null = not known. */
  readonly inForce: number | null;
  /** True where `inForce` is no more than the smallest known: another limit may be smaller. */
  readonly isUpperBound: boolean;
}

export interface LimitSources {
  readonly limits: UserLimits;
  /** What an absent limit of `limits` means; null = a scope template that is not at hand decides. */
  readonly absent: 0 | -1 | null;
  readonly account: Pick<AccountClaims, "maxSubscriptions" | "maxPayloadBytes"> | null;
  readonly server: Pick<ServerFacts, "maxPayloadBytes"> | null;
}

export function limitRows({ limits, absent, account, server }: LimitSources): readonly LimitRow[] {
  const told = server?.maxPayloadBytes ?? null;
  return [
    {
      id: "payload",
      own: limits.payloadBytes,
      account: account?.maxPayloadBytes ?? null,
      server: told,
      ...(told === null
        ? smallest(limits.payloadBytes ?? absent, account?.maxPayloadBytes ?? null)
        : { inForce: told, isUpperBound: false }),
    },
    {
      id: "subscriptions",
      own: limits.subscriptions,
      account: account?.maxSubscriptions ?? null,
      server: null,
      ...smallest(limits.subscriptions ?? absent, account?.maxSubscriptions ?? null),
    },
  ];
}

function smallest(
  own: number | null,
  account: number | null,
): Pick<LimitRow, "inForce" | "isUpperBound"> {
  const known = [own, account].filter((limit) => limit !== null);
  const set = known.filter((limit) => limit >= 0);
  return {
    inForce: known.length === 0 ? null : set.length === 0 ? -1 : Math.min(...set),
    isUpperBound: known.length < 2,
  };
}
