// Where the permissions come from, when it is not simply the user JWT, and what is not known of them.

import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import type { Doubt } from "@/lib/page/permissions/rule-set";
import type { EffectiveRights } from "./rights/effective-rights";

const DOUBTS = {
  "may-be-scoped":
    "Signed by a signing key, with no rights of its own. If that key is scoped, its template in the account decides what this user may do, and nothing below says it. Drop the account JWT, or connect.",
  "may-have-defaults":
    "No rights of its own. If the account sets default permissions, they apply. Drop the account JWT, or connect, to know.",
  "template-fault":
    "The template of the scoped signing key cannot be filled in for this user, so a server refuses the login.",
  "version-differs":
    "Server versions fill in this template differently, and it is not known how this one does.",
} satisfies Record<Doubt, string>;

export function OriginNote({ access }: { readonly access: EffectiveRights }) {
  const { own, reported } = access;
  const rights = reported ?? own;
  if (rights.doubt !== null) return <Note>{DOUBTS[rights.doubt]}</Note>;
  if (reported !== null) return null;
  switch (own.origin) {
    case "scope-template":
      return (
        <Note>
          From the template of the scoped signing key
          {own.scopeRole ? " " : ""}
          <VisibleText>{own.scopeRole ?? ""}</VisibleText>, filled in for this user. The creds carry
          no rights of their own; a server with a newer account JWT may differ.
        </Note>
      );
    case "account-default":
      return (
        <Note>
          The default permissions of the account, since the creds carry none of their own. A server
          with a newer account JWT may differ.
        </Note>
      );
    default:
      return null;
  }
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className="mb-3 rounded-lg bg-accent-soft px-3 py-2">{children}</p>;
}
