// Where these very rules can be bypassed on a connected server, and from which release on they cannot. Read by the tab
// Permissions. Single decisions say the same of one subject (Decision.bypass). Pure.

import { parseEntry, type Rights, type RuleSet } from "@/lib/page/permissions/rule-set";
import {
  DEFAULTS_FIXED,
  IMPORTED_QUEUE_FIXED,
  isLax,
  LOOKUP_FIXED,
  QUEUE_DENY_FIXED,
  TRACE_FIXED,
} from "@/lib/page/permissions/versions/server-model";
import { hasWildcard } from "@/lib/shared/grammar/subject";

export interface KnownBypass {
  readonly code: /** A deny entry for another queue group cancels a plain one (NATS advisory 2026-18). */
    | "queue-deny"
    /** Trace events go to subjects that the rules deny (NATS advisory 2026-15). */
    | "trace"
    /** Changed defaults of the account do not reach this connection (nats-io/nats-server#8273). */
    | "kept-defaults"
    /** Imported messages reach queue groups under names that the rules deny (nats-io/nats-server#8616). */
    | "imported-queue"
    /** A deny entry with a wildcard or a queue group is not always found (LOOKUP_FIXED). */
    | "deny-lookup";
  /** As in Bypass. */
  readonly fixedIn: readonly string[];
}

/** Empty without a connection. `own`: by the loaded JWTs. */
export function bypassesOf(rules: RuleSet, own: Rights): readonly KnownBypass[] {
  const { model, publishAllow, publishDeny } = rules;
  if (model.version === "" || !model.isKnown) return [];
  const isPublishRestricted = publishAllow !== null || publishDeny !== null;
  const all: readonly (KnownBypass | false)[] = [
    model.queueDenyCancels &&
      hasCancelled(rules) && { code: "queue-deny", fixedIn: QUEUE_DENY_FIXED },
    model.tracesAnywhere && isPublishRestricted && { code: "trace", fixedIn: TRACE_FIXED },
    model.filtersQueuesByOrigin &&
      rules.subscribeDeny !== null &&
      own.renamesImports && { code: "imported-queue", fixedIn: IMPORTED_QUEUE_FIXED },
    model.keepsOldDefaults &&
      own.origin === "account-default" && { code: "kept-defaults", fixedIn: DEFAULTS_FIXED },
    isLax(model) && hasElusiveDeny(rules) && { code: "deny-lookup", fixedIn: LOOKUP_FIXED },
  ];
  return all.filter((one) => one !== false);
}

/** Whether an entry for a queue group shares a subject with a plain one. */
function hasCancelled({ rights, subscribeDeny }: RuleSet): boolean {
  return (rights.permissions.subscribe.deny ?? []).some((text) => {
    const entry = parseEntry(text, true);
    if (entry === null || entry.queue === "") return false;
    return subscribeDeny?.plain.firstOverlapping(entry.subject) !== null;
  });
}

function hasElusiveDeny({ rights }: RuleSet): boolean {
  const { publish, subscribe } = rights.permissions;
  return (
    (publish.deny ?? []).some(hasWildcard) ||
    (subscribe.deny ?? []).some((text) => hasWildcard(text) || text.includes(" "))
  );
}
