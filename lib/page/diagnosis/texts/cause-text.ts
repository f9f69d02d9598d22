// Cause code → what happened, why, and what to do next. Called by the verdict, the report and the checks;
// the vault has codes only. The tables are split by area. A code without a text does not compile.

import { fixText } from "@/lib/page/diagnosis/fixes/fixes";
import { placeholdersText } from "@/lib/page/diagnosis/fixes/placeholders-text";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Cause, CauseCode, Outcome } from "@/lib/shared/facts/causes";
import { ACCOUNT_TEXTS } from "./account-text";
import { BRIDGE_TEXTS } from "./bridge-text";
import type { CauseText, CauseTextOf } from "./cause-text-types";
import { CREDS_TEXTS } from "./creds-text";
import { JWT_TEXTS } from "./jwt-text";
import { NET_TEXTS } from "./net-text";
import { SERVER_TEXTS } from "./server-text";
import { VAULT_TEXTS } from "./vault-text";

const TEXTS: Record<CauseCode, CauseTextOf> = {
  ...ACCOUNT_TEXTS,
  ...BRIDGE_TEXTS,
  ...CREDS_TEXTS,
  ...JWT_TEXTS,
  ...NET_TEXTS,
  ...SERVER_TEXTS,
  ...VAULT_TEXTS,
};

/** `names`: the names and keys of the creds (trust/names.ts), for the commands. */
export function causeText(
  { code, certainty, evidence }: Cause,
  nowMs: number = Date.now(),
  names: Evidence = {},
): CauseText {
  const known = { ...names, ...evidence };
  return { ...TEXTS[code](known, nowMs, certainty), ...fixText(code, known, certainty, nowMs) };
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

/** All that is written around the lines, for what shows plain text: a report, the check of the command line. */
export function remedyText({ next, warning, commands = [] }: CauseText): string {
  return [next, warning ?? "", placeholdersText(commands)].filter(Boolean).join(" ");
}

/** The lines as one, for a terminal. */
export const commandOf = ({ commands }: CauseText): string | null => commands?.join(" && ") ?? null;

/** For a verdict without a cause: what is known, and what would show more. */
export function unnamedText(outcome: Outcome): CauseText | null {
  switch (outcome) {
    case "refused":
      return {
        title: "The server does not say why",
        meaning:
          "NATS gives the same answer to most refusals. Nothing in these creds is wrong, so the reason is in the account or in the server's settings.",
        next: "Add the account JWT. It proves or rules out most of the causes below. Or ask the server's operator for the line with this user's public key in the server log.",
      };
    case "unreachable":
      return {
        title: "The browser does not say why",
        meaning:
          "The connection failed before the server sent anything. Nothing may be listening there, the port or the scheme may be wrong, the certificate may not be trusted, or the server may not allow the origin of this page.",
        next: "Check the host, the port and the scheme. The port is the one in the server's websocket block, not the client port 4222.",
      };
    default:
      return null;
  }
}
