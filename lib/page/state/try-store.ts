// What trying things on a server brought, per loaded creds: each trial with the answer that was expected
// when it was made, so that a later change of the expectation does not make an old trial wrong.

import type { Decision, Question } from "@/lib/page/permissions/decision";
import type { Fault, Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { PublishTry, RightsResult, SubscribeTry } from "@/lib/shared/facts/permission-tries";
import { perEntry } from "./per-entry";

export type TryResult =
  | { readonly kind: "subscribe"; readonly answer: SubscribeTry }
  | { readonly kind: "publish"; readonly answer: PublishTry }
  | { readonly kind: "failed"; readonly fault: Fault<ActionFault> };

export interface Try {
  readonly expected: Decision;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null while the server is asked. */
  readonly result: TryResult | null;
}

interface EntryTrials {
  /** By `questionKey`. */
  readonly trials: ReadonlyMap<string, Try>;
  /** What came of asking the server for the permissions on a click; null = not asked, or under way. */
  readonly rights: Result<RightsResult, ActionFault> | null;
  readonly isAskingRights: boolean;
}

export const tryStore = perEntry<EntryTrials>({
  trials: new Map(),
  rights: null,
  isAskingRights: false,
});

/** No subject or queue group that is tried holds a blank. */
export function questionKey({ action, subject, queue }: Question): string {
  return `${action} ${subject} ${queue}`;
}
