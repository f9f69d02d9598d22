// What compared creds differ in besides their subjects: account, life, and where, when and how they may connect. Pure.

import { absentLimit } from "@/components/permissions/limits";
import { limitText, responsesText } from "@/components/permissions/permission-text";
import { lifeOf } from "@/components/shared/claims/life";
import { shortLife } from "@/components/shared/claims/life-text";
import { effectiveFacts } from "@/lib/page/diagnosis/trust/effective";
import { formatBinaryBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { shortKey } from "@/lib/page/format/evidence";
import { wholeMoment } from "@/lib/page/format/time";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import type { Side } from "./side";

export interface CredsRow {
  readonly name: string;
  /** One for each side, in their order. */
  readonly values: readonly string[];
}

export function credsRows(
  sides: readonly Side[],
  trust: readonly TrustFacts[],
  nowMs: number,
): readonly CredsRow[] {
  const all = sides.map((side) => valuesOf(side, trust, nowMs));
  return Object.keys(all[0] ?? {}).map((name) => ({
    name,
    values: all.map((values) => values[name as keyof Values]),
  }));
}

/** The rows that tell the sides apart. */
export const differingRows = (rows: readonly CredsRow[]): readonly CredsRow[] =>
  rows.filter(({ values }) => new Set(values).size > 1);

type Values = ReturnType<typeof valuesOf>;

function valuesOf({ entry, rights, facts }: Side, trust: readonly TrustFacts[], nowMs: number) {
  const user = effectiveFacts(facts, trust).jwt?.user;
  const { responses } = rights.rules.rights.permissions;
  const account = trust.find(({ id }) => id === entry.account)?.jwt.name;
  const absent = absentLimit(entry.version, false);
  const limit = (value: number | null | undefined, unit: (n: number) => string) =>
    user === undefined || user === null ? "not known" : limitText(value ?? null, absent, unit);
  return {
    Account: entry.account === null ? "none" : `${account ?? ""} ${shortKey(entry.account)}`.trim(),
    Expiry: entry.expiresAtSec
      ? `${wholeMoment(entry.expiresAtSec)} (${shortLife(lifeOf(entry, nowMs))})`
      : "never",
    Networks: listText(user?.source, "any address"),
    Hours: listText(
      user?.times.map(({ start, end }) => `${start} to ${end}`),
      "any time",
    ),
    "Connection types": listText(user?.connectionTypes ?? [], "any connection type"),
    Replies: responses === null ? "by its publish rules" : responsesText(responses),
    Payload: limit(user?.limits.payloadBytes, formatBinaryBytes),
    Subscriptions: limit(user?.limits.subscriptions, formatCount),
    "Signature of the nonce": entry.isBearer ? "not needed (bearer)" : "needed",
  };
}

const listText = (values: readonly string[] | undefined, none: string): string =>
  values === undefined || values.length === 0 ? none : [...values].sort().join(", ");
