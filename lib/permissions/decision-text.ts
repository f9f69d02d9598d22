// A decision in one sentence. Page only.

import type { Decision, Origin } from "@/lib/permissions/decision";

/** "Allowed by orders.> in the publish allow list." */
export function whyText(_decision: Decision): string {
  throw new Error("not yet");
}

/** "user JWT", "scope template", "account default", "server". */
export function originText(_origin: Origin): string {
  throw new Error("not yet");
}
