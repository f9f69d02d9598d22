// Compares the permissions of the creds with those that the server reported. Lists are compared as sets,
// as the server keeps them. Called by the tab Permissions.

import type { UserPermissions } from "@/lib/shared/facts/creds";
import { keptEntries } from "./rights";
import type { Rights } from "./rule-set";
import type { ServerModel } from "./versions/server-model";

export type ListName = "publish-allow" | "publish-deny" | "subscribe-allow" | "subscribe-deny";

export interface RuleDifference {
  readonly list: ListName;
  readonly rule: string;
  /** own: only the creds (or the template) have it; server: only the server has it. */
  readonly only: "own" | "server";
}

/** Why they may differ, the likeliest first. The texts are in difference-text.ts. */
export type DifferenceCause =
  /** The server's account JWT has another scope template than the loaded one. */
  | "template-changed"
  /** A signing key signed the creds and no account JWT is loaded, so the key is probably scoped. */
  | "scoped"
  /** The account has defaults, and its JWT is not loaded. */
  | "defaults"
  /** The defaults of the loaded account JWT are not those of the server's. */
  | "defaults-changed"
  /** The same, and this server leaves an open connection the former ones (ServerModel.keepsOldDefaults). */
  | "defaults-kept"
  /** An auth callout gives this connection other permissions than its JWT. */
  | "callout";

export interface Difference {
  readonly isSame: boolean;
  readonly rules: readonly RuleDifference[];
  /** The response permissions, if they differ; null on a side = none. */
  readonly responses: {
    readonly own: UserPermissions["responses"];
    readonly server: UserPermissions["responses"];
  } | null;
  readonly causes: readonly DifferenceCause[];
}

const LISTS = [
  ["publish-allow", "publish", "allow"],
  ["publish-deny", "publish", "deny"],
  ["subscribe-allow", "subscribe", "allow"],
  ["subscribe-deny", "subscribe", "deny"],
] as const;

/** The default of `resp` (nats-server server/const.go): one reply within two minutes. */
const USUAL_MAX = 1;
const USUAL_TTL_NS = 120e9;

export function differenceOf(own: Rights, server: Rights, model: ServerModel): Difference {
  const rules = LISTS.flatMap(([list, action, part]): readonly RuleDifference[] => {
    const withoutQueues = server.lacksQueues && action === "subscribe";
    const ours = keptEntries(own.permissions[action][part], withoutQueues);
    const theirs = keptEntries(server.permissions[action][part], withoutQueues);
    const only = (side: RuleDifference["only"], here: typeof ours, there: typeof ours) =>
      [...here].filter((rule) => !there.has(rule)).map((rule) => ({ list, rule, only: side }));
    return [...only("own", ours, theirs), ...only("server", theirs, ours)];
  });
  const replies = {
    own: usualResponses(own.permissions),
    server: usualResponses(server.permissions),
  };
  const isSameReplies =
    replies.own?.max === replies.server?.max && replies.own?.ttlNs === replies.server?.ttlNs;
  const isSame = rules.length === 0 && isSameReplies;
  return {
    isSame,
    rules,
    responses: isSameReplies ? null : replies,
    causes: isSame ? [] : causesFor(own, model),
  };
}

function usualResponses({ responses }: UserPermissions): UserPermissions["responses"] {
  if (responses === null) return null;
  return { max: responses.max || USUAL_MAX, ttlNs: responses.ttlNs || USUAL_TTL_NS };
}

function causesFor(
  { doubt, origin, scopeRole }: Rights,
  { keepsOldDefaults }: ServerModel,
): readonly DifferenceCause[] {
  if (doubt === "may-be-scoped") return ["scoped", "defaults"];
  if (doubt === "may-have-defaults") return ["defaults", "callout"];
  if (scopeRole !== null) return ["template-changed", "defaults"];
  if (origin === "account-default") {
    return [keepsOldDefaults ? "defaults-kept" : "defaults-changed", "callout"];
  }
  return ["callout"];
}
