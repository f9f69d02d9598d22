// The limits of a user from each source, and the limit in force: the smallest applies (nats-server server/client.go
// applyAccountLimits). Pure.

import type { AccountClaims } from "@/lib/page/diagnosis/trust/account-claims";
import type { ServerFacts } from "@/lib/shared/facts/attempt";
import type { UserLimits } from "@/lib/shared/facts/creds";

export interface LimitRow {
  readonly id: "payload" | "subscriptions";
  /** The value in the JWT or the scope template. */
  readonly own: number | null;
  /** Null where the account JWT is not loaded. */
  readonly account: number | null;
  /** As the server reported; null where it does not report. */
  readonly server: number | null;
  /** -1 = no limit, null = not known. */
  readonly inForce: number | null;
  /** True where `inForce` is only the smallest known limit: another one may be smaller. */
  readonly isUpperBound: boolean;
}

export interface LimitSources {
  readonly limits: UserLimits;
  /** See absentLimit. */
  readonly absent: 0 | -1 | null;
  readonly account: Pick<AccountClaims, "maxSubscriptions" | "maxPayloadBytes"> | null;
  readonly server: Pick<ServerFacts, "maxPayloadBytes"> | null;
}

/**
 * What a limit that is absent from the JWT means: zero in version 2, no limit (-1) in version 1 (nats-io/jwt v2
 * decoder_user.go). Null where a scope template that is not loaded may set it.
 */
export function absentLimit(version: number, mayBeScoped: boolean): 0 | -1 | null {
  if (mayBeScoped) return null;
  return version === 1 ? -1 : 0;
}

export function limitRows({ limits, absent, account, server }: LimitSources): readonly LimitRow[] {
  const reported = server?.maxPayloadBytes ?? null;
  return [
    {
      id: "payload",
      own: limits.payloadBytes,
      account: account?.maxPayloadBytes ?? null,
      server: reported,
      ...(reported === null
        ? smallest(limits.payloadBytes ?? absent, account?.maxPayloadBytes ?? null)
        : { inForce: reported, isUpperBound: false }),
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
