// What an account JWT says, below the head of its page: facts, limits, signing keys with their scopes, exports and
// imports, mappings, revocations, default permissions and tags.

import { EntryStatus } from "@/components/keyring/entry-status";
import { Box } from "@/components/shared/box";
import { ShortKey } from "@/components/shared/short-key";
import { useVault } from "@/components/shared/use-vault";
import { When } from "@/components/shared/when";
import { VisibleText } from "@/components/ui/visible-text";
import { select } from "@/lib/page/actions/keyring-actions";
import {
  type AccountClaims,
  accountClaimsOf,
  type Export,
  type Import,
  type MappingTarget,
} from "@/lib/page/diagnosis/trust/account-claims";
import { formatCount } from "@/lib/page/format/count";
import type { EntrySummary, TrustFacts } from "@/lib/shared/facts/creds";
import { issueFacts } from "./issue-facts";
import { PubSub } from "./pub-sub";
import { entriesOf, type LoadedUsers, limitFacts } from "./trust-facts";
import { FactBox, Facts, LinkButton, Tags, TrustLink, TrustTable, Written } from "./trust-parts";

export interface AccountPageProps {
  readonly account: TrustFacts;
  readonly users: LoadedUsers;
  readonly nowMs: number;
}

export function AccountPage({ account: { jwt }, users, nowMs }: AccountPageProps) {
  const claims = accountClaimsOf(jwt);
  const { signingKeys, revocations, authUsers, tags } = claims;
  const scoped = [...signingKeys.values()].filter((scope) => scope !== null).length;
  return (
    <>
      <FactBox
        label="About this account"
        facts={[
          ...issueFacts(jwt, nowMs),
          [
            "Users loaded",
            <Counted key="users" count={users.count} of={users.accepted} word="accepted" />,
          ],
          [
            "Signing keys",
            <Counted key="keys" count={signingKeys.size} of={scoped} word="scoped" />,
          ],
          ["Revocations", formatCount(revocations.size)],
          ...(authUsers.length === 0
            ? []
            : [["Auth callout", `decides for all but ${formatCount(authUsers.length)}`] as const]),
        ]}
      />
      <Box title="Limits">
        <Facts label="Limits" facts={limitFacts(jwt)} />
      </Box>
      <SigningKeys claims={claims} users={users} />
      <div className="grid min-w-0 items-start gap-4 @min-[860px]:grid-cols-2">
        <Exports of={claims.exports} />
        <Imports of={claims.imports} />
      </div>
      {claims.mappings.size === 0 ? null : (
        <TrustTable
          title="Mappings"
          none=""
          columns={[{ title: "Subject", width: "w-2/5" }, { title: "Becomes" }]}
          rows={[...claims.mappings].map(([from, targets]) => ({
            name: from,
            cells: [<Written key="from">{from}</Written>, <Targets key="to" of={targets} />],
          }))}
        />
      )}
      <Revocations of={revocations} />
      {isEmptyRules(claims.defaults) ? null : (
        <Box title="Default permissions">
          <div className="px-3 py-2">
            <p className="mb-1 text-small text-ink-2">For users whose JWT sets no permissions.</p>
            <PubSub of={claims.defaults} />
          </div>
        </Box>
      )}
      <Tags of={tags} />
    </>
  );
}

const isEmptyRules = ({ publish, subscribe }: AccountClaims["defaults"]): boolean =>
  [publish, subscribe].every(({ allow, deny }) => allow === null && deny === null);

function Counted({ count, of, word }: { count: number; of: number; word: string }) {
  return (
    <>
      {formatCount(count)}{" "}
      {of === 0 ? null : (
        <small className="text-hint font-normal text-ink-3">
          {formatCount(of)} {word}
        </small>
      )}
    </>
  );
}

function SigningKeys({ claims, users }: { claims: AccountClaims; users: LoadedUsers }) {
  return (
    <TrustTable
      title="Signing keys"
      none="None. The account's own key signs its users."
      columns={[
        { title: "Key", width: "w-30" },
        { title: "Role", width: "w-20 @min-[700px]:w-30" },
        { title: "Scope" },
        { title: "Users loaded", width: "w-18 @min-[700px]:w-26", isNumber: true },
      ]}
      rows={[...claims.signingKeys].map(([key, scope]) => ({
        name: key,
        cells: [
          <ShortKey key="key" of={key} />,
          scope === null || scope.role === "" ? (
            <span key="role" className="text-ink-2">
              none
            </span>
          ) : (
            <VisibleText key="role">{scope.role}</VisibleText>
          ),
          scope === null ? (
            <span key="scope" className="text-ink-2">
              Not scoped: each user has its own permissions
            </span>
          ) : (
            <PubSub key="scope" of={scope.template.permissions} />
          ),
          formatCount(users.byIssuer.get(key) ?? 0),
        ],
      }))}
    />
  );
}

function Exports({ of }: { readonly of: readonly Export[] }) {
  return (
    <TrustTable
      title="Exports"
      none="Nothing is exported."
      columns={[
        { title: "Subject" },
        { title: "Kind", width: "w-20" },
        { title: "Access", width: "w-30" },
      ]}
      rows={of.map(({ subject, name, kind, isPrivate }) => ({
        name: subject,
        cells: [
          <Named key="subject" subject={subject} name={name} />,
          kind,
          isPrivate ? "token needed" : "public",
        ],
      }))}
    />
  );
}

function Imports({ of }: { readonly of: readonly Import[] }) {
  return (
    <TrustTable
      title="Imports"
      none="Nothing is imported."
      columns={[
        { title: "Subject" },
        { title: "Kind", width: "w-18" },
        { title: "From", width: "w-26" },
        { title: "Here as", width: "w-1/4" },
      ]}
      rows={of.map(({ subject, name, kind, account, localSubject }) => ({
        name: subject,
        cells: [
          <Named key="subject" subject={subject} name={name} />,
          kind,
          <TrustLink key="from" of={account} />,
          localSubject === "" ? (
            <span key="as" className="text-ink-2">
              the same
            </span>
          ) : (
            <Written key="as">{localSubject}</Written>
          ),
        ],
      }))}
    />
  );
}

function Named({ subject, name }: { readonly subject: string; readonly name: string }) {
  return (
    <>
      <Written>{subject}</Written>
      {name === "" || name === subject ? null : (
        <span className="block text-hint text-ink-3">
          <VisibleText>{name}</VisibleText>
        </span>
      )}
    </>
  );
}

function Targets({ of }: { readonly of: readonly MappingTarget[] }) {
  return of.map(({ subject, weight, cluster }) => (
    <span key={`${subject} ${cluster}`} className="mr-3 inline-block">
      <Written>{subject}</Written>
      <span className="text-hint text-ink-3">
        {weight < 100 ? ` ${weight} %` : ""}
        {cluster === "" ? null : (
          <>
            {" "}
            in cluster <VisibleText>{cluster}</VisibleText>
          </>
        )}
      </span>
    </span>
  ));
}

function Revocations({ of }: { readonly of: AccountClaims["revocations"] }) {
  const entries = useVault((state) => state.entries);
  return (
    <TrustTable
      title="Revocations"
      none="No user is revoked."
      columns={[
        { title: "User key", width: "w-32" },
        { title: "Loaded as" },
        { title: "Issued up to", width: "w-36 @min-[480px]:w-52" },
      ]}
      rows={[...of].map(([key, atSec]) => {
        const loaded = key === "*" ? [] : entriesOf(key, entries);
        return {
          name: key,
          cells: [
            key === "*" ? "every user" : <ShortKey key="key" of={key} />,
            key === "*" ? (
              ""
            ) : loaded.length === 0 ? (
              <span key="loaded" className="text-ink-3">
                not loaded
              </span>
            ) : (
              loaded.map((entry) => <Revoked key={entry.id} entry={entry} atSec={atSec} />)
            ),
            <When key="at" ms={atSec * 1000} precise />,
          ],
        };
      })}
    />
  );
}

/** Creds that were issued later than the revocation are not revoked. */
function Revoked({ entry, atSec }: { readonly entry: EntrySummary; readonly atSec: number }) {
  const session = useVault((state) => state.sessions.get(entry.id));
  return (
    <span className="flex min-w-0 items-center gap-1.75">
      <EntryStatus entry={entry} session={session} />
      <LinkButton title={entry.path} onClick={() => select(entry.id)}>
        {entry.label}
      </LinkButton>
      {(entry.issuedAtSec ?? 0) > atSec ? (
        <span className="text-hint text-ink-3">issued later, not revoked</span>
      ) : null}
    </span>
  );
}
