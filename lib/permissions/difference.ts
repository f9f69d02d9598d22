// What the creds say against what the server told: lists compared as sets, as the server keeps them.

import type { Rights } from "@/lib/permissions/rule-set";

export type ListName = "publish-allow" | "publish-deny" | "subscribe-allow" | "subscribe-deny";

export interface RuleDifference {
  readonly list: ListName;
  readonly rule: string;
  /** own: the creds (or template) have it and the server has not; server: the reverse. */
  readonly only: "own" | "server";
}

/** Why they may differ; the first is the likeliest. Texts in difference-text.ts. */
export type DifferenceCause =
  /** The scope template of the server's account JWT is not the one at hand. */
  | "template-changed"
  /** No account JWT at hand, and the user was signed by a signing key: a scope template applies. */
  | "scoped"
  /** Account defaults apply, or have changed. */
  | "defaults"
  /** A newer JWT of the same user is in use somewhere, or the server looks at another one (callout). */
  | "other-user-jwt";

export interface Difference {
  readonly isSame: boolean;
  readonly rules: readonly RuleDifference[];
  readonly responses: { readonly own: string; readonly server: string } | null;
  readonly causes: readonly DifferenceCause[];
  /** What cannot be compared with this server: "queue-groups" (2.10 to 2.14 leave them out), "empty-allow". */
  readonly blind: readonly ("queue-groups" | "empty-allow")[];
}

export function differenceOf(_own: Rights, _server: Rights): Difference {
  throw new Error("not yet");
}
