// The Permissions tab: the tester, the permissions on the server beside those of the creds, and every rule and limit.
// The rules shown are those in force: as the server reported them, or else those of the loaded JWTs.

import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { publishBreadth, subscribeBreadth } from "@/components/permissions/breadth";
import { LimitsTable } from "@/components/permissions/limits-table";
import { BypassNotes, OriginNote } from "@/components/permissions/origin-note";
import { breadthText, responsesText } from "@/components/permissions/permission-text";
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
import { formatCount } from "@/lib/page/format/count";
import type { Action } from "@/lib/page/permissions/decision";
import { testerStore } from "@/lib/page/state/panel-state";
import type { CredsFacts, EntryId, SubjectRules, UserClaims } from "@/lib/shared/facts/creds";
import type { EffectiveRights } from "./rights/effective-rights";
import { useRightsOf } from "./rights/use-rights";

const FIND_FROM = 21;
const LISTS = ["allow", "deny"] as const;
const NOT_KNOWN = "These creds do not say.";

export interface PermissionsTabProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function PermissionsTab({ id, facts }: PermissionsTabProps) {
  const rights = useRightsOf(id, facts);
  const trust = useVault((state) => state.trust);
  const server = useVault((state) => state.sessions.get(id)?.server ?? null);
  const { jwt } = facts;
  if (!jwt?.user || rights === null) return null;
  const scoped = scopedUser(facts, trust);
  const user = scoped ?? jwt.user;
  return (
    <>
      <Tester id={id} rights={rights} />
      <ServerPermissions id={id} rights={rights} />
      <div className="px-4 py-3.5">
        <OriginNote rights={rights} />
        <BypassNotes rights={rights} />
        <Rights rights={rights} />
        <LimitsTable
          limits={user.limits}
          version={jwt.version}
          isTemplate={scoped !== null}
          mayBeScoped={scoped === null && rights.own.doubt === "may-be-scoped"}
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

function Rights({ rights }: { readonly rights: EffectiveRights }) {
  const [typed, setTyped] = useState("");
  const tested = useStore(testerStore);
  const { own, reported, difference } = rights;
  const inForce = reported ?? own;
  const { publish, subscribe, responses } = inForce.permissions;
  const isUnknown = reported === null && own.doubt !== null;
  const count = [publish, subscribe].reduce((sum, rules) => sum + size(rules), 0);
  const decisions = testedDecisions(rights, tested);
  const lists = (action: Action) => (
    <>
      {LISTS.map((list) => (
        <RuleList
          key={list}
          look={list}
          entries={mergeRules(inForce.permissions[action][list], `${action}-${list}`, difference)}
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
          placeholder={`Find in ${formatCount(count)} rules`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <dl
        className={cx(
          "grid gap-x-3",
          // Many rules need the whole width.
          count >= FIND_FROM ? "gap-y-1" : "grid-cols-[84px_minmax(0,1fr)] gap-y-3",
        )}
      >
        <Part title="Publish">
          <p>{isUnknown ? NOT_KNOWN : breadthText(publishBreadth(rights.rules))}</p>
          {lists("publish")}
        </Part>
        <Part title="Subscribe">
          <p>{isUnknown ? NOT_KNOWN : breadthText(subscribeBreadth(rights.rules))}</p>
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
        {source.length === 0 ? "Any address" : <ValueChips values={source} />}
      </Part>
      <Part title="Hours">
        {times.length === 0 ? (
          "Any time"
        ) : (
          <>
            <ValueChips values={times.map(({ start, end }) => `${start} to ${end}`)} />
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
      <Part title="Via">
        {connectionTypes === null || connectionTypes.length === 0 ? (
          "Any connection type"
        ) : (
          <ValueChips values={connectionTypes} />
        )}
      </Part>
      <Part title="Signature">
        {user.isBearer
          ? "Not needed: a bearer JWT. Anyone who has it can connect."
          : "Needed: the seed signs each connection."}
        {user.isProxyRequired ? " Only through a trusted proxy." : ""}
      </Part>
      {tags.length === 0 ? null : (
        <Part title="Tags">
          <ValueChips values={tags} />
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
