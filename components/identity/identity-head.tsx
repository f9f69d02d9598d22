// The head of the identity: face, name, account, source of the file, and lifetime.

import { FileX2 } from "lucide-react";
import type { ReactNode } from "react";
import { ContextNote } from "@/components/identity/context-note";
import { Claim, claimText } from "@/components/shared/claims/claim";
import { LifeBar } from "@/components/shared/claims/life-bar";
import { SeedInClaims } from "@/components/shared/claims/seed-in-claims";
import { ShortKey } from "@/components/shared/short-key";
import { useToldName } from "@/components/shared/use-names";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { forget } from "@/lib/page/actions/entry-actions";
import { select } from "@/lib/page/actions/keyring-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { KEY_PROOF_TEXTS, keyProofOf } from "@/lib/page/diagnosis/trust/key-proof";
import { ageBeside, isUnreadable } from "@/lib/page/state/vault-store";
import type {
  CredsFacts,
  EntryId,
  EntrySummary,
  JwtFacts,
  SourceRef,
} from "@/lib/shared/facts/creds";

export interface IdentityHeadProps {
  readonly entry: EntrySummary;
  /** Null while they are being fetched. */
  readonly facts: CredsFacts | null;
  /** At the end of the first line. */
  readonly tool: ReactNode;
}

export function IdentityHead({ entry, facts, tool }: IdentityHeadProps) {
  const jwt = facts?.jwt ?? null;
  return (
    <header className="border-b border-line px-4 py-3.5">
      <div className="grid grid-cols-[44px_minmax(0,1fr)_auto] items-start gap-3">
        {isUnreadable(entry.id) ? (
          <FileX2 aria-hidden className="size-9 text-ink-3" strokeWidth={1.5} />
        ) : (
          <KeyFace of={entry.subject ?? entry.id} size="lg" />
        )}
        <div className="min-w-0">
          <h2 className="text-name leading-tight font-semibold tracking-tight wrap-anywhere">
            <Claim of="name" value={jwt && claimText(jwt, "name")}>
              <VisibleText>{entry.label}</VisibleText>
            </Claim>
          </h2>
          <AccountLine entry={entry} facts={facts} />
        </div>
        <div className="-mr-2 flex items-center">
          <Button size="sm" tone="quiet" data-hotkey="Delete" onClick={() => void forget(entry.id)}>
            Forget
          </Button>
          {tool}
        </div>
      </div>
      {facts !== null && jwt?.kind === "user" ? <Keys jwt={jwt} facts={facts} /> : null}
      {facts && jwt === null && facts.unusable === null ? (
        <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 text-small">
          <UserKey of={facts.seed.publicKey} />
        </dl>
      ) : null}
      {facts === null ? <div aria-hidden className="h-21" /> : null}
      {jwt?.kind === "user" ? <LifeBar jwt={jwt} /> : null}
      {facts ? <Sources facts={facts} /> : null}
      {facts?.context && facts.unusable === null ? <ContextNote context={facts.context} /> : null}
      {jwt?.holdsSeed ? <SeedInClaims /> : null}
      {facts?.sameUserAs ? <SameUserLink entry={entry} other={facts.sameUserAs} /> : null}
    </header>
  );
}

function AccountLine({ entry, facts }: Omit<IdentityHeadProps, "tool">) {
  const accountName = useAccountName(entry.account);
  if (facts !== null && facts.jwt === null) {
    return (
      <p className="mt-0.5 text-small text-ink-2">
        {facts.unusable === null
          ? "An nkey seed, for servers that list its key"
          : "No readable user JWT"}
      </p>
    );
  }
  if (entry.account === null) {
    return (
      <p className="mt-0.5 text-small text-ink-2">{facts ? "The JWT names no account" : " "}</p>
    );
  }
  const kind = entry.version === 1 ? "Version 1 user" : entry.isBearer ? "Bearer user" : "User";
  return (
    <p className="mt-0.5 text-small text-ink-2">
      {kind} in account{" "}
      <Claim of="account" value={entry.account}>
        {accountName === null ? null : (
          <b className="mr-1 font-semibold text-ink">
            <VisibleText>{accountName}</VisibleText>
          </b>
        )}
        <ShortKey of={entry.account} />
      </Claim>
    </p>
  );
}

function Keys({ jwt, facts }: { jwt: JwtFacts; facts: CredsFacts }) {
  const trust = useVault((state) => state.trust);
  const isAccepted = useVault((state) => (state.sessions.get(facts.id)?.server ?? null) !== null);
  const proof = keyProofOf(facts, trust, isAccepted);
  return (
    <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 text-small">
      <UserKey of={jwt.subject} />
      {jwt.issuer === null ? null : (
        <>
          <dt className="text-ink-3">Signed by</dt>
          <dd className="col-span-2 truncate">
            <Claim of="iss" value={jwt.issuer}>
              <ShortKey of={jwt.issuer} />
            </Claim>{" "}
            {proof === null ? "the account itself" : KEY_PROOF_TEXTS[proof]}
          </dd>
        </>
      )}
    </dl>
  );
}

/** Null shows nothing. */
function UserKey({ of }: { of: string | null }) {
  if (of === null) return null;
  return (
    <>
      <dt className="text-ink-3">User key</dt>
      <dd className="truncate">
        <Claim of="sub" value={of}>
          <code title={escapedText(of)}>
            <VisibleText>{of}</VisibleText>
          </code>
        </Claim>
      </dd>
      <dd>
        <CopyButton text={of} label="Copy user key" isCompact />
      </dd>
    </>
  );
}

function Sources({ facts }: { facts: CredsFacts }) {
  const [first, ...more] = facts.sources;
  const made = more.slice(0, facts.parts - 1);
  const others = more.slice(facts.parts - 1);
  return (
    <div className="mt-2.5 text-hint text-ink-3 wrap-anywhere">
      {first === undefined ? null : (
        <p>
          from <SourceName source={first} />
          {made.map((source) => (
            <span key={`${source.kind} ${source.name}`}>
              {" and "}
              <SourceName source={source} />
            </span>
          ))}
          {facts.parts > 1 ? (
            <span data-claim="parts" data-value={facts.parts}>
              {`, joined from ${facts.parts} files`}
            </span>
          ) : null}
          {others.length > 0 ? (
            <>
              , also loaded as{" "}
              {others.map((source, index) => (
                <span key={`${source.kind} ${source.name} ${source.part}`}>
                  {index > 0 ? ", " : ""}
                  <SourceName source={source} />
                </span>
              ))}
            </>
          ) : null}
        </p>
      )}
    </div>
  );
}

const SAME_USER_TEXTS = {
  older: "Newer creds of this user are loaded as well.",
  newer: "Older creds of this user are loaded as well.",
  alike: "Other creds of this user are loaded as well.",
};

function SameUserLink({ entry, other }: { entry: EntrySummary; other: EntryId }) {
  const age = useVault(({ entries }) => {
    const otherEntry = entries.get(other);
    return otherEntry === undefined ? "alike" : ageBeside(entry, otherEntry);
  });
  return (
    <p className="mt-0.5 text-hint text-ink-3">
      {SAME_USER_TEXTS[age]}{" "}
      <button
        type="button"
        className="font-medium text-accent underline"
        onClick={() => select(other)}
      >
        Show them
      </button>
    </p>
  );
}

function SourceName({ source }: { source: SourceRef }) {
  const part = source.part > 0 ? ` (no. ${source.part} in that file)` : "";
  return (
    <>
      <span className="text-ink-2">
        <VisibleText>{source.name}</VisibleText>
      </span>
      {part}
    </>
  );
}

/** From the account's JWT if it is loaded, else from any server that named it. */
function useAccountName(account: string | null): string | null {
  const fromTrust = useVault(
    (state) => state.trust.find((item) => item.id === account)?.jwt.name ?? null,
  );
  const told = useToldName(account);
  return fromTrust ?? told;
}
