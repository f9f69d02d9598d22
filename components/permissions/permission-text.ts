// What the permission lists of a user JWT amount to, in a sentence. Pure.
// Rules: nats-server server/auth.go (buildPermissions, validateResponsePermissions) and server/client.go
// (setPermissions): a missing list restricts nothing; an empty publish allow list beside a deny list or
// response permissions allows nothing; an empty subscribe allow list is as good as none.

import { formatSpan } from "@/lib/page/format/duration";
import type { UserPermissions } from "@/lib/shared/facts/creds";

export type Reach = "all" | "all-but" | "listed" | "listed-but" | "replies" | "nothing";

export function publishReach({ publish, responses }: UserPermissions): Reach {
  const hasDeny = (publish.deny?.length ?? 0) > 0;
  if ((publish.allow?.length ?? 0) > 0) return hasDeny ? "listed-but" : "listed";
  if (responses !== null) return "replies";
  if (publish.allow !== null && hasDeny) return "nothing";
  return hasDeny ? "all-but" : "all";
}

export function subscribeReach({ subscribe }: UserPermissions): Reach {
  const hasDeny = (subscribe.deny?.length ?? 0) > 0;
  if ((subscribe.allow?.length ?? 0) > 0) return hasDeny ? "listed-but" : "listed";
  return hasDeny ? "all-but" : "all";
}

export function reachText(reach: Reach): string {
  switch (reach) {
    case "all":
      return "No restriction: any subject.";
    case "all-but":
      return "Any subject, except those denied.";
    case "listed":
      return "These subjects only.";
    case "listed-but":
      return "These subjects only, and of them none that is denied.";
    case "replies":
      return "Publishes nothing on its own: only replies to requests that it received.";
    case "nothing":
      return "Publishes nothing: the allow list is there and empty, beside a deny list.";
  }
}

/** Absent numbers mean one reply within two minutes (nats-io/jwt v2 ResponsePermission, server defaults). */
export function responsesText({ max, ttlNs }: NonNullable<UserPermissions["responses"]>): string {
  const count = max === 0 ? 1 : max;
  const replies =
    count < 0 ? "Any number of replies" : count === 1 ? "One reply" : `${count} replies`;
  const seconds = ttlNs === 0 ? 120 : ttlNs / 1e9;
  if (seconds < 0) return `${replies} per request, at any time`;
  const span = seconds < 1 ? `${Number((seconds * 1_000).toFixed(3))} ms` : formatSpan(seconds);
  return `${replies} per request, within ${span}`;
}

/**
 * -1 is no limit. Absent is zero in version 2, no limit in version 1 (nats-io/jwt v2 decoder_user.go);
 * of a user that may be scoped, the template's limit stands in the account.
 */
export function limitText(
  limit: number | null,
  jwt: { readonly version: number; readonly mayBeScoped: boolean },
  unit: (n: number) => string,
): string {
  if (jwt.mayBeScoped && !limit) return "not set here";
  if (limit === null) return jwt.version === 1 ? "no limit" : "not set, which means none allowed";
  if (limit < 0) return "no limit";
  return limit === 0 ? "none allowed" : unit(limit);
}
