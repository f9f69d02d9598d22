// Adding a token, or a user and password, to loaded creds, and removing it. The bytes move to the vault; the page
// keeps nothing of them and never has them again.

import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { LoginRequest } from "@/lib/shared/protocol/requests";
import { showFault } from "./fault-toast";
import { loginText } from "./texts/login-text";

export async function addLogin(id: EntryId, login: LoginRequest["login"]): Promise<void> {
  const values = login.kind === "token" ? [login.token] : [login.user, login.password];
  const reply = await ask(
    "setLogin",
    { id, login },
    values.map(({ buffer }) => buffer),
  );
  // A vault that does not run has taken none of them.
  for (const value of values) if (value.length > 0) value.fill(0);
  if (!reply.ok) await showFault(loginText.notAdded, reply.fault);
}

export async function removeLogin(id: EntryId): Promise<void> {
  const reply = await ask("removeLogin", { id });
  if (!reply.ok) await showFault(loginText.notRemoved, reply.fault);
}
