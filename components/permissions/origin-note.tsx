// A note on the origin of the permissions when that is not the user JWT alone, and on what is not known about them.

import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import type { Doubt } from "@/lib/page/permissions/rule-set";
import { NEWEST_TRIED } from "@/lib/page/permissions/versions/server-model";
import { bypassNoteText } from "./bypass-text";
import { bypassesOf } from "./rights/bypasses";
import type { EffectiveRights } from "./rights/effective-rights";

const DOUBTS = {
  "may-be-scoped":
    "The user JWT was issued by a signing key and has no permissions. If that key is scoped, its template in the account decides what this user may do, and the rules below do not show it. Add the account JWT, or connect.",
  "may-have-defaults":
    "The user JWT has no permissions. If the account sets default permissions, those apply. Add the account JWT, or connect, to see them.",
  "template-fault":
    "The template of the scoped signing key cannot be filled in for this user, so servers refuse the login.",
  "by-callout":
    "A token or a password is sent with these creds. An auth callout may give other permissions for it than the user JWT has. Connect to see them.",
  "version-differs":
    "Server versions fill in this template differently, and the version of this server cannot be read.",
} satisfies Record<Doubt, string>;

export function OriginNote({ rights }: { readonly rights: EffectiveRights }) {
  const { own, reported, rules } = rights;
  const inForce = reported ?? own;
  if (inForce.doubt !== null) return <Note>{DOUBTS[inForce.doubt]}</Note>;
  if (rules.model.isNewerThanTried) return <NewerServerNote version={rules.model.version} />;
  if (reported !== null) return null;
  switch (own.origin) {
    case "scope-template":
      return (
        <Note>
          From the template of the scoped signing key
          {own.scopeRole ? " " : ""}
          <VisibleText>{own.scopeRole ?? ""}</VisibleText>, filled in for this user. The creds have
          no permissions; a server with a newer account JWT may differ.
        </Note>
      );
    case "account-default":
      return (
        <Note>
          The default permissions of the account, because the creds have none. A server with a newer
          account JWT may differ.
        </Note>
      );
    default:
      return null;
  }
}

function NewerServerNote({ version }: { readonly version: string }) {
  return (
    <Note>
      Server <VisibleText>{version}</VisibleText> is newer than every version that was tried. The
      answers below assume that it decides as {NEWEST_TRIED} does.
    </Note>
  );
}

/** Where these rules can be bypassed on the connected server. */
export function BypassNotes({ rights: { rules, own } }: { readonly rights: EffectiveRights }) {
  const all = bypassesOf(rules, own);
  if (all.length === 0) return null;
  return (
    <div className="mb-3 rounded-lg bg-warn-soft px-3 py-2 wrap-anywhere">
      <p className="font-medium">
        On server <VisibleText>{rules.model.version}</VisibleText> these rules can be bypassed
      </p>
      <ul className="list-disc pl-5">
        {all.map((one) => (
          <li key={one.code} data-bypass={one.code}>
            {bypassNoteText(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className="mb-3 rounded-lg bg-accent-soft px-3 py-2">{children}</p>;
}
