// Account and operator JWTs that the user dropped, or fetched from a server on a click. They cannot be
// used to connect. Each opens its own page.

import { Building2, Landmark } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { FetchAccounts } from "@/components/keyring/trust/fetch-accounts";
import { useVault } from "@/components/shared/use-vault";
import { VisibleText } from "@/components/ui/visible-text";
import { askerOf } from "@/lib/page/actions/account-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { shortKey } from "@/lib/page/format/evidence";

const TrustPage = lazy(async () => ({ default: (await import("./trust-page")).TrustPage }));

export function TrustList() {
  const trust = useVault((state) => state.trust);
  const asker = useVault(useShallow((state) => askerOf(state)));
  const [opened, setOpened] = useState<string | null>(null);
  const shown = trust.find(({ id }) => id === opened);
  const canFetch = asker?.standing === "system";
  if (trust.length === 0 && !canFetch) return null;
  return (
    <section
      aria-labelledby="trust-title"
      className="shrink-0 border-t border-line px-4 pt-2.5 pb-1"
    >
      <h3 id="trust-title" className="text-data font-semibold text-ink-2">
        Accounts and operators
      </h3>
      <p className="text-hint text-ink-3">Used to verify users, never to connect.</p>
      <ul className="mt-1.5 grid max-h-40 gap-1.5 overflow-y-auto">
        {trust.map(({ id, jwt, source }) => {
          const Icon = jwt.kind === "operator" ? Landmark : Building2;
          return (
            <li key={id}>
              <button
                type="button"
                data-trust={id}
                title={escapedText(source.name)}
                onClick={() => setOpened(id)}
                className="flex min-h-6 w-full min-w-0 items-center gap-2 rounded-md text-left hover:bg-sunken"
              >
                <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />
                <span className="min-w-0">
                  <span className="block truncate">
                    <VisibleText>{jwt.name ?? source.name}</VisibleText>
                  </span>
                  {jwt.holdsSeed ? (
                    <span data-danger="seed-in-wrong-place" className="block text-hint text-bad">
                      A claim of this JWT holds a seed. It is hidden here. Issue a new JWT without
                      it, and replace that key.
                    </span>
                  ) : null}
                  <span className="block truncate text-hint text-ink-3">
                    {jwt.kind}{" "}
                    <span className="mono text-hint">
                      <VisibleText>{shortKey(id)}</VisibleText>
                    </span>
                  </span>
                  {source.kind === "server" ? (
                    <span className="block truncate text-hint text-ink-3">
                      from <VisibleText>{source.name}</VisibleText>
                    </span>
                  ) : null}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown === undefined ? null : (
        <Suspense fallback={null}>
          <TrustPage facts={shown} onClose={() => setOpened(null)} />
        </Suspense>
      )}
      {canFetch ? <FetchAccounts asker={asker} /> : null}
    </section>
  );
}
