// Recognises sentinel creds: a user who may do nothing, and only opens the door to an auth callout, which decides
// by a token or a password who comes in. The convention is that of synadia-io/callout.go (delegated example): a
// bearer user with ">" in both deny lists. Pure; the vault and the diagnosis use it.

import type { CredsFacts, UserPermissions } from "@/lib/shared/facts/creds";

export const deniesEverything = ({ publish, subscribe }: UserPermissions): boolean =>
  isAll(publish.deny) && isAll(subscribe.deny);

const isAll = (deny: readonly string[] | null): boolean => deny?.includes(">") ?? false;

/** Whether the permissions of these creds need not be those of the connection: a callout gives it others. */
export function mayBecomeAnother({ jwt, login }: Pick<CredsFacts, "jwt" | "login">): boolean {
  return login !== undefined || (jwt?.user != null && deniesEverything(jwt.user.permissions));
}
