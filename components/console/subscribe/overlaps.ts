// Which subscriptions get the same messages, so that each comes once for each of them. Pure.

import type { SubscriptionView } from "@/lib/shared/facts/console";
import { patternsOverlap } from "@/lib/shared/grammar/subject";

type Subscribed = Pick<SubscriptionView, "subject" | "queue" | "state">;

/**
 * The others that get messages of this one, too. Those of the same queue group do not: a message goes to one member of
 * the group.
 */
export function overlapsOf<T extends Subscribed>(one: T, all: readonly T[]): readonly T[] {
  if (one.state !== "active") return [];
  return all.filter(
    (other) =>
      other !== one &&
      other.state === "active" &&
      patternsOverlap(one.subject, other.subject) &&
      (one.queue === "" || one.queue !== other.queue),
  );
}
