// The entries of the help about causes, made from the texts that a verdict shows. Called by components/help. Nothing in
// them depends on the time or on loaded creds, so that the build and the browser make the same.

import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { CauseText } from "@/lib/page/diagnosis/texts/cause-text-types";
import {
  ACCOUNT_CAUSES,
  BRIDGE_CAUSES,
  type CauseCode,
  CREDS_CAUSES,
  END_CAUSES,
  JWT_CAUSES,
  LIMIT_CAUSES,
  NET_CAUSES,
  SEED_CAUSES,
  SERVER_CAUSES,
  VAULT_CAUSES,
} from "@/lib/shared/facts/causes";
import { causeEntryId } from "./entry-id";
import { EVIDENCE_TEXTS } from "./evidence-text";
import { unloggedText } from "./unlogged-text";

export interface CauseEntry {
  /** Of the element, and the fragment of its address. */
  readonly id: string;
  readonly code: CauseCode;
  /** What happened, why and what to do, as a card shows it without any evidence. */
  readonly text: CauseText;
  /** What counts as evidence. */
  readonly evidence: string;
  /** Why there is no line in the server's log; null where `text.log` names one. */
  readonly unlogged: string | null;
}

export interface CauseGroup {
  readonly title: string;
  readonly entries: readonly CauseEntry[];
}

const GROUPS: readonly (readonly [title: string, codes: readonly CauseCode[]])[] = [
  ["The file", CREDS_CAUSES],
  ["The user JWT", JWT_CAUSES],
  ["The seed", SEED_CAUSES],
  ["The account", ACCOUNT_CAUSES],
  ["The server", SERVER_CAUSES],
  ["Limits", LIMIT_CAUSES],
  ["The way to the server", NET_CAUSES],
  ["The bridge", BRIDGE_CAUSES],
  ["The end of a connection", END_CAUSES],
  ["This tab", VAULT_CAUSES],
];

export function causeGroups(): readonly CauseGroup[] {
  return GROUPS.map(([title, codes]) => ({ title, entries: codes.map(causeEntry) }));
}

export function causeEntry(code: CauseCode): CauseEntry {
  // "proven", because an entry says what the cause is and not how likely.
  const text = causeText({ code, certainty: "proven", evidence: {} }, 0);
  return {
    id: causeEntryId(code),
    code,
    text: { ...text, meaning: capitalised(text.meaning) },
    evidence: EVIDENCE_TEXTS[code],
    unlogged: text.log === undefined ? unloggedText(code) : null,
  };
}

/** A sentence that begins with a name in a verdict begins with "the account" here. */
const capitalised = (text: string): string =>
  text.replace(/(^|\. )(the )/gu, (_, before: string) => `${before}The `);
