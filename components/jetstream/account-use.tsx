// The account's JetStream limits and use, one table for each tier.

import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { JetStreamAccount, JetStreamUse } from "@/lib/shared/facts/permission-tries";

interface UseRow {
  readonly label: string;
  readonly used: number;
  readonly limit: number;
  readonly text: (n: number) => string;
}

export function AccountUse({ account }: { readonly account: JetStreamAccount }) {
  const { use, domain, apiTotal, apiErrors } = account;
  return (
    <>
      <div className="grid gap-3">
        {use.map((tier) => (
          <TierUse key={tier.tier} use={tier} />
        ))}
      </div>
      <p className="mt-2 text-hint text-ink-3">
        {domain === "" ? null : (
          <>
            Domain <VisibleText>{domain}</VisibleText>.{" "}
          </>
        )}
        {formatCount(apiTotal)} API requests so far, {formatCount(apiErrors)} with errors.
      </p>
    </>
  );
}

function TierUse({ use }: { readonly use: JetStreamUse }) {
  const rows: readonly UseRow[] = [
    { label: "Memory", used: use.memory, limit: use.memoryLimit, text: formatBytes },
    { label: "Storage", used: use.storage, limit: use.storageLimit, text: formatBytes },
    { label: "Streams", used: use.streams, limit: use.streamsLimit, text: formatCount },
    { label: "Consumers", used: use.consumers, limit: use.consumersLimit, text: formatCount },
  ];
  return (
    <dl
      aria-label={use.tier === "" ? "Account" : `Tier ${escapedText(use.tier)}`}
      className="grid grid-cols-2 gap-x-4 gap-y-2 @min-[640px]:grid-cols-4"
    >
      {rows.map((row) => (
        <div key={row.label} className="min-w-0">
          <dt className="text-hint text-ink-3">
            <VisibleText>{use.tier === "" ? row.label : `${use.tier}: ${row.label}`}</VisibleText>
          </dt>
          <dd className="tabular-nums">
            <b className="font-semibold">{row.text(row.used)}</b>{" "}
            <span className="text-ink-2">
              {row.limit < 0 ? "no limit" : `of ${row.text(row.limit)}`}
            </span>
            <UseBar used={row.used} limit={row.limit} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function UseBar({ used, limit }: Pick<UseRow, "used" | "limit">) {
  const part = limit > 0 ? Math.min(1, used / limit) : 0;
  return (
    <div aria-hidden className="mt-1 h-1 overflow-hidden rounded-full bg-line">
      <div
        className={cx("h-full", part > 0.9 ? "bg-bad" : part > 0.7 ? "bg-warn" : "bg-ok")}
        ref={(bar) => {
          if (bar) bar.style.width = `${part * 100}%`;
        }}
      />
    </div>
  );
}
