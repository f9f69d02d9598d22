// What the user may do: a tester on top, what the server enforces beside what the creds say, and every
// rule and limit. The rules shown are those that count: told by the server, else by the JWTs at hand.

import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { LimitsTable } from "@/components/permissions/limits-table";
import { OriginNote } from "@/components/permissions/origin-note";
import {
  publishReach,
  reachText,
  responsesText,
  subscribeReach,
} from "@/components/permissions/permission-text";
import { mergeRules } from "@/components/permissions/rule-groups";
import { RuleList } from "@/components/permissions/rule-list";
import { ServerPermissions } from "@/components/permissions/server-permissions";
import { Tester, testedDecisions } from "@/components/permissions/tester";
import { useVault } from "@/components/shared/use-vault";
import { ValueChips } from "@/components/shared/value-chips";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { chainOf } from "@/lib/page/diagnosis/trust/chain";
import { scopedUser } from "@/lib/page/diagnosis/trust/effective";
import type { Action } from "@/lib/page/permissions/decision";
import { testerStore } from "@/lib/page/state/panel-state";
import type { CredsFacts, EntryId, SubjectRules, UserClaims } from "@/lib/shared/facts/creds";
import type { EffectiveRights } from "./rights/effective-rights";
import { useRightsOf } from "./rights/use-rights";

const FIND_FROM = 21;
const LISTS = ["allow", "deny"] as const;
const UNSAID = "Not said by these creds.";

export interface PermissionsTabProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function PermissionsTab({ id, facts }: PermissionsTabProps) {
  const access = useRightsOf(id, facts);
  const trust = useVault((state) => state.trust);
  const server = useVault((state) => state.sessions.get(id)?.server ?? null);
  const { jwt } = facts;
  if (!jwt?.user || access === null) return null;
  const scoped = scopedUser(facts, trust);
  const user = scoped ?? jwt.user;
  return (
    <>
      <Tester id={id} access={access} />
      <ServerPermissions id={id} access={access} />
      <div className="px-4 py-3.5">
        <OriginNote access={access} />
        <Rights access={access} />
        <LimitsTable
          limits={user.limits}
          version={jwt.version}
          isTemplate={scoped !== null}
          mayBeScoped={scoped === null && access.own.doubt === "may-be-scoped"}
          account={chainOf(facts, trust)?.claims ?? null}
          server={server}
        />
        <dl className="mt-3 grid grid-cols-[84px_minmax(0,1fr)] gap-x-3 gap-y-3">
          <Conditions user={user} />
        </dl>
      </div>
    </>
  );
}

function Rights({ access }: { readonly access: EffectiveRights }) {
  const [typed, setTyped] = useState("");
  const tested = useStore(testerStore);
  const { own, told, difference } = access;
  const rights = told ?? own;
  const { publish, subscribe, responses } = rights.permissions;
  const isOpen = told === null && own.doubt !== null;
  const count = [publish, subscribe].reduce((sum, rules) => sum + size(rules), 0);
  const decisions = testedDecisions(access, tested);
  const lists = (action: Action) => (
    <>
      {LISTS.map((list) => (
        <RuleList
          key={list}
          look={list}
          entries={mergeRules(rights.permissions[action][list], `${action}-${list}`, difference)}
          find={typed}
          deciding={decisions.flatMap((one) =>
            one.action === action && one.rule?.list === list ? [one.rule.text] : [],
          )}
        />
      ))}
    </>
  );
  return (
    <>
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
      <dl
        className={cx(
          "grid gap-x-3",
          // Many rules take the whole width.
          count >= FIND_FROM ? "gap-y-1" : "grid-cols-[84px_minmax(0,1fr)] gap-y-3",
        )}
      >
        <Part title="Publish">
          <p>{isOpen ? UNSAID : reachText(publishReach(rights.permissions))}</p>
          {lists("publish")}
        </Part>
        <Part title="Subscribe">
          <p>{isOpen ? UNSAID : reachText(subscribeReach(rights.permissions))}</p>
          {lists("subscribe")}
        </Part>
        {responses ? <Part title="Replies">{responsesText(responses)}</Part> : null}
      </dl>
    </>
  );
}

function Conditions({ user }: { user: UserClaims }) {
  const { source, times, timesZone, connectionTypes, tags } = user;
  return (
    <>
      <Part title="From">
        {source.length === 0 ? "Any address" : <ValueChips entries={source} />}
      </Part>
      <Part title="Hours">
        {times.length === 0 ? (
          "Any time"
        ) : (
          <>
            <ValueChips entries={times.map(({ start, end }) => `${start} to ${end}`)} />
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
          <ValueChips entries={connectionTypes} />
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
          <ValueChips entries={tags} />
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

function size({ allow, deny }: SubjectRules): number {
  return (allow?.length ?? 0) + (deny?.length ?? 0);
}
