// The permissions in force, made ready for many decisions.

import type { UserPermissions } from "@/lib/facts/creds";
import type { Origin } from "@/lib/permissions/decision";
import type { MappingList } from "@/lib/permissions/mapping";
import type { ServerModel } from "@/lib/permissions/server-model";

/** What stands between these permissions and certainty; each makes decisions "unknown". */
export type Doubt =
  | "may-be-scoped"
  | "may-have-defaults"
  | "template-fault"
  | "server-answer-incomplete";

/** Permissions with where they come from: what a decision rests on. */
export interface Rights {
  readonly permissions: UserPermissions;
  readonly origin: Origin;
  /** Role of the scoped signing key; "" where it has none, null where no scope applies. */
  readonly scopeRole: string | null;
  readonly doubt: Doubt | null;
  /** Of the account; empty when its JWT is not at hand (then `knowsMappings` is false). */
  readonly mappings: MappingList;
  readonly knowsMappings: boolean;
}

/** Opaque; made once for a Rights and a server, used for any number of decisions. */
export interface RuleSet {
  readonly rights: Rights;
  readonly model: ServerModel;
}

export function compileRules(rights: Rights, model: ServerModel): RuleSet {
  return { rights, model };
}
