// What each entry tried on a server. A try keeps the decision that was expected when it was made, so that
// a later change of the expectation does not make an old try wrong.

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

interface EntryTries {
  /** By `questionKey`. */
  readonly tries: ReadonlyMap<string, Try>;
  /** The permissions that the server reported after a click. Null = not asked, or not answered yet. */
  readonly rights: Result<RightsResult, ActionFault> | null;
  readonly isAskingRights: boolean;
}

export const tryStore = perEntry<EntryTries>({
  tries: new Map(),
  rights: null,
  isAskingRights: false,
});

/** The key of a question. Subjects and queue groups that can be tried hold no spaces. */
export function questionKey({ action, subject, queue }: Question): string {
  return `${action} ${subject} ${queue}`;
}
