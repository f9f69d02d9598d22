// The responder of each entry: what its form holds, and what the vault reported of the one that runs or ran last.

import type { PayloadInputKind } from "@/lib/page/console/input-kinds";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ResponderAnswer, ResponderFacts } from "@/lib/shared/facts/console";
import type { HeaderDraft } from "./draft";
import { perEntry } from "./per-entry";

export interface ResponderDraft {
  readonly kind: ResponderAnswer["kind"];
  readonly subject: string;
  readonly queue: string;
  readonly answer: string;
  readonly encoding: PayloadInputKind;
  readonly headers: readonly HeaderDraft[];
  /** Milliseconds, as typed. */
  readonly delay: string;
  readonly errorCode: string;
  readonly errorText: string;
}

export const NEW_RESPONDER: ResponderDraft = {
  kind: "template",
  subject: "",
  queue: "",
  answer: "",
  encoding: "text",
  headers: [],
  delay: "0",
  errorCode: "500",
  errorText: "",
};

export interface ResponderView {
  readonly draft: ResponderDraft;
  /** The user has switched it on, and the server has not answered yet. */
  readonly isStarting: boolean;
  /** The user has switched it off, and the vault has not answered yet. */
  readonly isStopping: boolean;
  /** Null before the first start. */
  readonly facts: ResponderFacts | null;
  /** Why it could not start, or why it ended; null when it runs or the user ended it. */
  readonly fault: Fault<ActionFault> | null;
}

export const responders = perEntry<ResponderView>({
  draft: NEW_RESPONDER,
  isStarting: false,
  isStopping: false,
  facts: null,
  fault: null,
});

/** The vault stopped, and its responders with it. */
export function loseResponders(): void {
  for (const [id, { facts }] of responders.store.getState()) {
    if (facts?.isOn !== true) continue;
    responders.change(id, {
      facts: { ...facts, isOn: false, waiting: 0 },
      fault: { code: "vault-stopped" },
    });
  }
}
