// The page of one account or operator JWT in the main pane: what it says, to be read, copied and forgotten. It takes
// the place of the selected creds until creds are selected or it is closed.

import { Building2, Landmark, X } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { prettyText } from "@/components/shared/claims/claim-values";
import { ShortKey } from "@/components/shared/short-key";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { forgetTrust, trustJwtText } from "@/lib/page/actions/trust-actions";
import { describeAccount } from "@/lib/page/diagnosis/fixes/nsc-lines-text";
import { operatorOf } from "@/lib/page/diagnosis/trust/chain";
import { showTrust } from "@/lib/page/state/panel-state";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { AccountPage } from "./account-page";
import { OperatorPage } from "./operator-page";
import { usersByAccount } from "./trust-facts";
import { TrustLink } from "./trust-parts";

export function TrustPage({ facts }: { readonly facts: TrustFacts }) {
  const { id, jwt, source } = facts;
  const trust = useVault((state) => state.trust);
  const entries = useVault((state) => state.entries);
  const sessions = useVault((state) => state.sessions);
  const usersOf = useMemo(() => usersByAccount(entries, sessions), [entries, sessions]);
  const nowMs = useNow(30_000);
  const isOperator = jwt.kind === "operator";
  const name = jwt.name ?? source.name;
  const title = useRef<HTMLHeadingElement>(null);
  // A link in a part that is hidden now had the focus. In the keyring it stays, so that the arrow keys go on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is announced once.
  useEffect(() => {
    if (document.activeElement?.closest("[data-trust]") == null) title.current?.focus();
  }, [id]);
  const Icon = isOperator ? Landmark : Building2;
  return (
    <section
      aria-label={isOperator ? "Operator" : "Account"}
      data-trust-page={id}
      className="@container h-full overflow-y-auto bg-panel"
    >
      <div className="grid max-w-295 grid-cols-[minmax(0,1fr)] gap-4 px-3 pt-4 pb-10 @min-[700px]:px-6">
        <header className="flex flex-wrap items-center gap-x-2.5 gap-y-2">
          <span className="grid size-10 shrink-0 place-items-center rounded-[9px] border border-line bg-sunken text-ink-2">
            <Icon aria-hidden className="size-4" />
          </span>
          <div className="min-w-0 flex-1 basis-60">
            <h2
              ref={title}
              tabIndex={-1}
              className="text-name leading-tight font-semibold tracking-tight wrap-anywhere outline-none"
            >
              <VisibleText>{name}</VisibleText>
            </h2>
            <div className="flex flex-wrap items-center gap-x-1 text-small text-ink-2">
              {isOperator ? "Operator" : "Account"} <ShortKey of={id} />
              <CopyButton isCompact text={id} label="Copy the key" />
              <SignedBy facts={facts} trust={trust} />
            </div>
          </div>
          <div className="flex flex-wrap gap-1.5">
            {isOperator ? null : (
              <CopyButton
                text={describeAccount({ accountName: jwt.name ?? id })}
                label="Copy as nsc describe command"
                visibleText="nsc describe"
              />
            )}
            <CopyButton
              text={() => prettyText(jwt.claims)}
              label="Copy claims as JSON"
              visibleText="Copy claims"
            />
            {jwt.holdsSeed ? null : (
              <CopyButton
                text={() => trustJwtText(id)}
                label="Copy JWT as issued"
                visibleText="Copy JWT"
              />
            )}
            <Button
              size="sm"
              tone="danger"
              aria-label="Forget this JWT"
              data-forget-trust=""
              onClick={() => void forgetTrust(id)}
            >
              Forget
            </Button>
            <Button
              size="sm"
              tone="quiet"
              aria-label="Close this page"
              title="Close this page"
              data-hotkey="Escape"
              onClick={() => showTrust(null)}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
        </header>
        {jwt.holdsSeed ? (
          <p className="text-bad">
            A claim of this JWT holds a seed. It is hidden here. Issue a new JWT without it, and
            replace that key.
          </p>
        ) : null}
        {isOperator ? (
          <OperatorPage operator={facts} trust={trust} usersOf={usersOf} nowMs={nowMs} />
        ) : (
          <AccountPage account={facts} users={usersOf(id)} nowMs={nowMs} />
        )}
        <p className="text-hint text-ink-3 wrap-anywhere">
          From <VisibleText>{source.name}</VisibleText>. Used to verify users, never to connect.
        </p>
      </div>
    </section>
  );
}

interface SignedByProps {
  readonly facts: TrustFacts;
  readonly trust: readonly TrustFacts[];
}

function SignedBy({ facts: { id, jwt }, trust }: SignedByProps) {
  if (jwt.issuer === null) return null;
  if (jwt.issuer === id) return <span>self-signed</span>;
  const operators = trust.flatMap((one) => (one.jwt.kind === "operator" ? [one.jwt] : []));
  const operator = jwt.kind === "account" ? operatorOf(jwt, operators) : null;
  return operator?.subject == null ? (
    <span>
      signed by <ShortKey of={jwt.issuer} />
    </span>
  ) : (
    <span className="flex min-w-0 gap-1">
      of operator <TrustLink of={operator.subject} />
    </span>
  );
}
