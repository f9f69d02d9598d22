// Tells how much a user may publish or subscribe, read off the compiled rules (lib/page/permissions/rule-set.ts, which
// holds the server's rules about empty and missing lists). Pure; used by permissions-tab.tsx.

import type { RuleSet } from "@/lib/page/permissions/rule-set";

export type Breadth = "all" | "all-but" | "listed" | "listed-but" | "replies" | "nothing";

export function publishBreadth({ rights, publishAllow, publishDeny }: RuleSet): Breadth {
  if (publishAllow === null) return publishDeny === null ? "all" : "all-but";
  const { publish, responses } = rights.permissions;
  if ((publish.allow?.length ?? 0) > 0) return publishDeny === null ? "listed" : "listed-but";
  return responses === null ? "nothing" : "replies";
}

export function subscribeBreadth({ subscribeAllow, subscribeDeny }: RuleSet): Breadth {
  if (subscribeAllow === null) return subscribeDeny === null ? "all" : "all-but";
  return subscribeDeny === null ? "listed" : "listed-but";
}
