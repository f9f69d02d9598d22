// The chain of operator, account, signing key and user: who signed whom, as far as the loaded JWTs show it.

import { Check, CircleDashed, type LucideIcon, X } from "lucide-react";
import { FetchAccount } from "@/components/identity/fetch-account";
import { ShortKey } from "@/components/shared/short-key";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { TrustLink } from "@/components/trust/trust-parts";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { type ChainLink, chainLinks, type LinkState } from "@/lib/page/diagnosis/chain-links";
import type { CredsFacts } from "@/lib/shared/facts/creds";

const LINK_STATES = {
  good: { icon: Check, word: "verified", className: "text-ok" },
  bad: { icon: X, word: "broken", className: "text-bad" },
  unknown: { icon: CircleDashed, word: "not known", className: "text-ink-3" },
} satisfies Record<LinkState, { icon: LucideIcon; word: string; className: string }>;

const ROLE_TITLES = {
  operator: "Operator",
  account: "Account",
  "signing-key": "Signing key",
  user: "User",
} satisfies Record<ChainLink["role"], string>;

export function ChainTab({ facts }: { facts: CredsFacts }) {
  const trust = useVault((state) => state.trust);
  const now = useNow(5_000);
  const links = chainLinks(facts, trust, now);
  const account = links.find(({ role }) => role === "account")?.key ?? null;
  return (
    <>
      <ol className="px-4 py-3.5">
        {links.map((link, index) => (
          <LinkRow key={link.role} link={link} isLast={index === links.length - 1} />
        ))}
      </ol>
      {account === null ? null : (
        <FetchAccount account={account} isLoaded={trust.some(({ id }) => id === account)} />
      )}
    </>
  );
}

function LinkRow({ link, isLast }: { link: ChainLink; isLast: boolean }) {
  const isLoaded = useVault(({ trust }) => trust.some(({ id }) => id === link.key));
  const { icon: Icon, word, className } = LINK_STATES[link.state];
  return (
    <li
      data-link={link.role}
      data-state={link.state}
      className={cx("relative grid grid-cols-[18px_minmax(0,1fr)] gap-2.5", !isLast && "pb-4")}
    >
      {isLast ? null : (
        <span aria-hidden className="absolute top-5 bottom-0 left-[8.5px] w-px bg-line-strong" />
      )}
      <Icon aria-hidden className={cx("mt-0.5 size-4.5", className)} strokeWidth={2.2} />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="text-ink-2">{ROLE_TITLES[link.role]} </span>
          {isLoaded && link.key !== null ? (
            <TrustLink of={link.key} />
          ) : (
            <b className="font-semibold">
              <VisibleText>{link.name ?? ""}</VisibleText>
            </b>
          )}
          <span className="sr-only">: {word}</span>
        </p>
        {link.key ? <ShortKey of={link.key} /> : null}
        <p className="text-small text-ink-2 wrap-anywhere">
          <VisibleText>{link.note}</VisibleText>
        </p>
      </div>
    </li>
  );
}
