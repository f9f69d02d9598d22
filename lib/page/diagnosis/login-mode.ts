// Whether a server logs users in with JWTs or has its own users, as far as the accounts of connections to it
// show. INFO does not tell: both ask for a signature. Called by components; the causes of a refusal use it. Pure.

import { isAccountKey } from "@/lib/shared/diagnosis/outcome";
import type { AttemptRecord, ServerFacts } from "@/lib/shared/facts/attempt";

/** "jwt": operator mode. "config": users of the server's own configuration. */
export type LoginMode = "jwt" | "config";

/** Null when no connection to this server showed an account. `sessions`: those of every loaded creds. */
export function loginModeOf(
  attempt: AttemptRecord | null,
  sessions: Iterable<{ readonly server: ServerFacts | null }>,
): LoginMode | null {
  const serverId = attempt?.info?.serverId ?? "";
  if (serverId === "") return null;
  for (const { server } of sessions) {
    if (server?.info.serverId !== serverId) continue;
    const account = server.identity?.account ?? server.info.remoteAccount;
    if (account) return isAccountKey(account) ? "jwt" : "config";
  }
  return null;
}
