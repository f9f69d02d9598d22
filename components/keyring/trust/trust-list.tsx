// Account and operator JWTs that the user dropped, or fetched from a server on a click. They cannot be
// used to connect. Each opens its own page.

import { Building2, Landmark } from "lucide-react";
import { useShallow } from "zustand/react/shallow";
import { FetchAccounts } from "@/components/keyring/trust/fetch-accounts";
import { useOpenedTrust } from "@/components/shared/use-opened-trust";
import { useVault } from "@/components/shared/use-vault";
import { VisibleText } from "@/components/ui/visible-text";
import { askerOf } from "@/lib/page/actions/account-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";
import { shortKey } from "@/lib/page/format/evidence";
import { showTrust } from "@/lib/page/state/panel-state";
import type { TrustFacts } from "@/lib/shared/facts/creds";

export function TrustList() {
  const trust = useVault((state) => state.trust);
  const asker = useVault(useShallow((state) => askerOf(state)));
  const opened = useOpenedTrust();
  const canFetch = asker?.standing === "system";
  if (trust.length === 0 && !canFetch) return null;
  return (
    <section
      aria-labelledby="trust-title"
      className="shrink-0 border-t border-line px-2 pt-2.5 pb-1"
    >
      <h3
        id="trust-title"
        title="Used to verify users, never to connect"
        className="flex justify-between px-2 pb-1 text-data font-semibold text-ink-2"
      >
        Accounts and operators
        {trust.length === 0 ? null : (
          <span className="font-normal tabular-nums">{formatCount(trust.length)}</span>
        )}
      </h3>
      <ul className="max-h-44 overflow-y-auto">
        {trust.map((facts) => (
          <li key={facts.id}>
            <Row facts={facts} isOpened={opened?.id === facts.id} />
          </li>
        ))}
      </ul>
      {canFetch ? <FetchAccounts asker={asker} /> : null}
    </section>
  );
}

interface RowProps {
  readonly facts: TrustFacts;
  readonly isOpened: boolean;
}

function Row({ facts: { id, jwt, source }, isOpened }: RowProps) {
  const Icon = jwt.kind === "operator" ? Landmark : Building2;
  return (
    <button
      type="button"
      data-trust={id}
      aria-current={isOpened ? "true" : undefined}
      title={escapedText(source.name)}
      onClick={() => showTrust(id)}
      className={cx(
        "grid min-h-7.5 w-full min-w-0 grid-cols-[28px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-lg border px-2 text-left focus-visible:-outline-offset-2",
        isOpened ? "border-line bg-panel shadow-card" : "border-transparent hover:bg-panel",
      )}
    >
      <Icon aria-hidden className="size-3.5 justify-self-center text-ink-3" />
      <span className="truncate">
        <VisibleText>{jwt.name ?? source.name}</VisibleText>
        <span className="sr-only"> {jwt.kind}</span>
      </span>
      <span className="mono text-hint text-ink-3">
        <VisibleText>{shortKey(id)}</VisibleText>
      </span>
      {source.kind === "server" ? (
        <span className="col-start-2 col-end-4 truncate text-hint text-ink-3">
          from <VisibleText>{source.name}</VisibleText>
        </span>
      ) : null}
      {jwt.holdsSeed ? (
        <span
          data-danger="seed-in-wrong-place"
          className="col-start-2 col-end-4 pb-1 text-hint text-bad"
        >
          A claim of this JWT holds a seed. It is hidden here. Issue a new JWT without it, and
          replace that key.
        </span>
      ) : null}
    </button>
  );
}
