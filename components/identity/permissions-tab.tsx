// What the user may do and from where, as the JWT says it. The server decides; a scoped signing key or
// the account's defaults can add to it, and the page says so where that may be.

import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { bytesText } from "@/components/connect/figures";
import {
  limitText,
  publishReach,
  reachText,
  responsesText,
  subscribeReach,
} from "@/components/identity/permission-text";
import { SubjectPills } from "@/components/identity/subject-pills";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { chainOf } from "@/lib/diagnosis/trust/chain";
import { scopedUser } from "@/lib/diagnosis/trust/effective";
import { mayBeScoped } from "@/lib/diagnosis/trust/may-be-scoped";
import type { CredsFacts, JwtFacts, SubjectRules, UserClaims } from "@/lib/facts/creds";
import { vaultStore } from "@/lib/state/vault-store";

const FIND_FROM = 21;
const UNSAID = "Not said here; any subject, unless the signing key is scoped.";

interface PermissionsTabProps {
  readonly jwt: JwtFacts;
  readonly user: UserClaims;
  /** The role of the scoped signing key whose template `user` shows; null where the JWT speaks itself. */
  readonly scopeRole: string | null;
}

/** With the template of a scoped signing key in place of the empty rights, where its account JWT is at hand. */
export function EffectivePermissionsTab({ facts }: { facts: CredsFacts }) {
  const trust = useStore(vaultStore, (state) => state.trust);
  const { jwt } = facts;
  if (!jwt?.user) return null;
  const scoped = scopedUser(facts, trust);
  const role = chainOf(facts, trust)?.scope?.role ?? "";
  return scoped ? (
    <PermissionsTab jwt={jwt} user={scoped} scopeRole={role} />
  ) : (
    <PermissionsTab jwt={jwt} user={jwt.user} scopeRole={null} />
  );
}

function PermissionsTab({ jwt, user, scopeRole }: PermissionsTabProps) {
  const [typed, setTyped] = useState("");
  const { publish, subscribe, responses } = user.permissions;
  const isOpen = scopeRole === null && mayBeScoped(jwt);
  const count = [publish, subscribe].reduce((sum, rules) => sum + size(rules), 0);
  return (
    <div className="px-4 py-3.5">
      {isOpen ? (
        <p className="mb-3 rounded-lg bg-accent-soft px-3 py-2">
          Signed by a signing key, with no rights of its own. If that key is scoped, its template in
          the account decides what this user may do, and nothing below says it.
        </p>
      ) : null}
      {scopeRole === null ? null : (
        <p className="mb-3 rounded-lg bg-accent-soft px-3 py-2">
          From the template of the scoped signing key
          {scopeRole === "" ? "" : " "}
          <VisibleText>{scopeRole}</VisibleText>, filled in for this user. The creds carry no rights
          of their own; a server with a newer account JWT may differ.
        </p>
      )}
      {count >= FIND_FROM ? (
        <Field
          mono
          size="sm"
          className="mb-3"
          aria-label="Find a subject"
          placeholder={`Find in ${count.toLocaleString("en")} rules`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-3 gap-y-3">
        <Part title="Publish">
          <p>{isOpen ? UNSAID : reachText(publishReach(user.permissions))}</p>
          <Rules rules={publish} find={typed} />
        </Part>
        <Part title="Subscribe">
          <p>{isOpen ? UNSAID : reachText(subscribeReach(user.permissions))}</p>
          <Rules rules={subscribe} find={typed} />
        </Part>
        {responses ? <Part title="Replies">{responsesText(responses)}</Part> : null}
        <Limits jwt={jwt} user={user} scopeRole={scopeRole} />
        <Conditions user={user} />
      </dl>
    </div>
  );
}

function Limits({ jwt, user, scopeRole }: PermissionsTabProps) {
  const { subscriptions, payloadBytes, dataBytes } = user.limits;
  const form = { version: jwt.version, mayBeScoped: scopeRole === null && mayBeScoped(jwt) };
  const many = (n: number) => n.toLocaleString("en");
  return (
    <Part title="Limits">
      <ul>
        <li>Subscriptions: {limitText(subscriptions, form, many)}</li>
        <li>Payload of a message: {limitText(payloadBytes, form, bytesText)}</li>
        {dataBytes !== null && dataBytes > 0 ? (
          <li>
            Data in all: {bytesText(dataBytes)}{" "}
            <span className="text-ink-3">(servers do not enforce it)</span>
          </li>
        ) : null}
      </ul>
    </Part>
  );
}

function Conditions({ user }: { user: UserClaims }) {
  const { source, times, timesZone, connectionTypes, tags } = user;
  return (
    <>
      <Part title="From">
        {source.length === 0 ? "Any address" : <SubjectPills entries={source} look="plain" />}
      </Part>
      <Part title="Hours">
        {times.length === 0 ? (
          "Any time"
        ) : (
          <>
            <SubjectPills
              entries={times.map(({ start, end }) => `${start} to ${end}`)}
              look="plain"
            />
            <p className="mt-1 text-small text-ink-2">
              {timesZone === null ? (
                "in the server's own time zone"
              ) : (
                <>
                  in <VisibleText>{timesZone}</VisibleText>
                </>
              )}
            </p>
          </>
        )}
      </Part>
      <Part title="Over">
        {connectionTypes === null || connectionTypes.length === 0 ? (
          "Any connection type"
        ) : (
          <SubjectPills entries={connectionTypes} look="plain" />
        )}
      </Part>
      <Part title="Signature">
        {user.isBearer
          ? "Not needed: a bearer JWT. Whoever has it can connect."
          : "Needed: the seed signs each connection."}
        {user.isProxyRequired ? " Only through a trusted proxy." : ""}
      </Part>
      {tags.length === 0 ? null : (
        <Part title="Tags">
          <SubjectPills entries={tags} look="plain" />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{title}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

function Rules({ rules, find }: { rules: SubjectRules; find: string }) {
  return (
    <>
      <List title="Allowed" entries={rules.allow} look="allow" find={find} />
      <List title="Denied" entries={rules.deny} look="deny" find={find} />
    </>
  );
}

interface ListProps {
  readonly title: string;
  readonly entries: readonly string[] | null;
  readonly look: "allow" | "deny";
  readonly find: string;
}

function List({ title, entries, look, find }: ListProps) {
  if (entries === null || entries.length === 0) return null;
  const wanted = find.trim().toLowerCase();
  const found = entries.filter((entry) => entry.toLowerCase().includes(wanted));
  return (
    <div className="mt-1.5">
      <p className="mb-1 text-hint text-ink-3">
        {title}, {wanted === "" ? "" : `${found.length.toLocaleString("en")} of `}
        {entries.length.toLocaleString("en")}
      </p>
      <SubjectPills entries={found} look={look} />
    </div>
  );
}

function size({ allow, deny }: SubjectRules): number {
  return (allow?.length ?? 0) + (deny?.length ?? 0);
}
