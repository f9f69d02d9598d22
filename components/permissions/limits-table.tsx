// The limits that the creds set beside the limits in force.

import { absentLimit, type LimitRow, limitRows } from "@/components/permissions/limits";
import { limitInForceText, limitText } from "@/components/permissions/permission-text";
import type { AccountClaims } from "@/lib/page/diagnosis/trust/account-claims";
import { formatBinaryBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { ServerFacts } from "@/lib/shared/facts/attempt";
import type { UserLimits } from "@/lib/shared/facts/creds";

const TITLES = { payload: "Payload", subscriptions: "Subscriptions" };
const UNITS = { payload: formatBinaryBytes, subscriptions: formatCount };

export interface LimitsTableProps {
  readonly limits: UserLimits;
  readonly version: number;
  /** The limits come from a loaded scope template. */
  readonly isTemplate: boolean;
  /** A scope template that is not loaded may set the limits. */
  readonly mayBeScoped: boolean;
  readonly account: AccountClaims | null;
  readonly server: ServerFacts | null;
}

export function LimitsTable(props: LimitsTableProps) {
  const { limits, version, isTemplate, mayBeScoped, account, server } = props;
  const absent = absentLimit(version, mayBeScoped);
  const rows = limitRows({ limits, absent, account, server });
  const { dataBytes } = limits;
  return (
    <>
      <table className="mt-4 w-full border-collapse">
        <caption className="sr-only">Limits</caption>
        <thead>
          <tr className="text-left text-hint text-ink-3">
            <th scope="col" className="w-24 pb-1 text-base font-normal text-ink-2">
              Limits
            </th>
            <th scope="col" className="pb-1 pl-3 font-normal">
              {isTemplate ? "Template" : "JWT"}
            </th>
            {account === null ? null : (
              <th scope="col" className="pb-1 pl-3 font-normal">
                Account
              </th>
            )}
            <th scope="col" className="pb-1 pl-3 font-normal">
              In force
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-t border-line align-top" data-limit={row.id}>
              <th scope="row" className="py-1 text-left font-normal">
                {TITLES[row.id]}
              </th>
              <td className="py-1 pl-3">{limitText(row.own, absent, UNITS[row.id])}</td>
              {account === null ? null : (
                <td className="py-1 pl-3">{limitInForceText(row.account ?? 0, UNITS[row.id])}</td>
              )}
              <td className="py-1 pl-3 font-medium" data-value={row.inForce ?? undefined}>
                {inForceText(row)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 text-hint text-ink-3">
        {server === null
          ? "The smallest limit applies. A server may set a smaller one."
          : "The server reported the payload limit. Servers never report the limit on subscriptions."}
        {dataBytes !== null && dataBytes > 0
          ? ` Total data: ${formatBinaryBytes(dataBytes)}, which servers do not enforce.`
          : ""}
      </p>
    </>
  );
}

function inForceText({ id, inForce, isUpperBound }: LimitRow): string {
  if (inForce === null) return "not known";
  const text = limitInForceText(inForce, UNITS[id]);
  if (!isUpperBound || inForce === 0) return text;
  return inForce < 0 ? "no limit known" : `at most ${text}`;
}
