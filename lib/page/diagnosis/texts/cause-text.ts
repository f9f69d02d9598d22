// Cause code → what happened, why, and what to do next. Page only: the vault deals in codes. A code
// without a text does not compile. Texts are split by area; this file joins them.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Cause, CauseCode, Outcome } from "@/lib/shared/facts/causes";
import { ACCOUNT_TEXTS } from "./account-text";
import { BRIDGE_TEXTS } from "./bridge-text";
import type { CauseText, CauseTextOf } from "./cause-text-types";
import { CREDS_TEXTS } from "./creds-text";
import { JWT_TEXTS } from "./jwt-text";
import { NET_TEXTS } from "./net-text";
import { SERVER_TEXTS } from "./server-text";

const TEXTS: Record<CauseCode, CauseTextOf> = {
  ...ACCOUNT_TEXTS,
  ...BRIDGE_TEXTS,
  ...CREDS_TEXTS,
  ...JWT_TEXTS,
  ...NET_TEXTS,
  ...SERVER_TEXTS,
};

/** `names`: who it is about (names.ts), for the lines to copy. */
export function causeText(
  { code, certainty, evidence }: Cause,
  nowMs: number = Date.now(),
  names: Evidence = {},
): CauseText {
  return TEXTS[code]({ ...names, ...evidence }, nowMs, certainty);
}

const OUTCOMES: Record<Outcome, string> = {
  unreadable: "These creds cannot be used as they are",
  unreachable: "No NATS server answered",
  refused: "The server refused these creds",
  unchecked: "Connected, but these creds were not checked",
  accepted: "Accepted",
  ended: "The connection has ended",
};

/** Null: no attempt has ended yet. */
export function outcomeTitle(outcome: Outcome | null): string {
  return outcome === null ? "Not connected yet" : OUTCOMES[outcome];
}

/** Stands in a verdict that has no cause: what is known, and what would tell more. */
export function unnamedText(outcome: Outcome): CauseText | null {
  switch (outcome) {
    case "refused":
      return {
        title: "The server does not say why",
        meaning:
          "NATS answers most refusals with the same words. Everything that can be read from these creds is in order, so the reason lies in the account or in the server's settings.",
        next: "Drop the account JWT beside these creds: it proves or rules out most of what is listed below. Else ask the server's operator for the line with this user's public key in the server log.",
      };
    case "unreachable":
      return {
        title: "The browser does not say why",
        meaning:
          "The connection failed before the server said anything. Nothing may be listening there, the port or the scheme may be another one, the certificate may not be trusted, or the server may not allow this page's origin.",
        next: "Check host, port and scheme. The port is that of the server's websocket block, not the client port 4222.",
      };
    default:
      return null;
  }
}
