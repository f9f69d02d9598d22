// How certain a cause is, in a word, and why in one sentence. Pure.

import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import type { Cause, Certainty } from "@/lib/shared/facts/causes";

export const CERTAINTY_WORDS = {
  proven: "Certain",
  likely: "Likely",
  possible: "Possible",
  "ruled-out": "Ruled out",
} satisfies Record<Certainty, string>;

/** Squares that are filled, of three. */
export const CERTAINTY_SQUARES = {
  proven: 3,
  likely: 2,
  possible: 1,
  "ruled-out": 0,
} satisfies Record<Certainty, number>;

/** `left`: how many causes are not ruled out. `account`: its name, or null. */
export function certaintyReason(
  { code, certainty }: Cause,
  state: VerdictState | null,
  left: number,
  account: string | null,
): string {
  if (certainty === "proven") return provenReason(code, state, account);
  const others = left > 1 ? ` ${left} causes are left.` : "";
  if (state === null) return "Only a server can confirm it.";
  if (certainty === "likely") return `What was seen fits this best. It is not proven.${others}`;
  return state === "refused"
    ? `The server gave no reason, and nothing in these creds is wrong.${others}`
    : `The browser does not say why.${others}`;
}

function provenReason(code: string, state: VerdictState | null, account: string | null): string {
  const [area] = code.split("/");
  const after = state === "refused" ? ", and the server refused" : "";
  switch (area) {
    case "jwt":
    case "seed":
    case "creds":
      return `The file itself shows it${after}.`;
    case "account":
      return `The JWT of ${account === null ? "the account" : `account ${account}`} shows it${after}.`;
    case "server":
    case "limits":
      return "What the server sent shows it.";
    case "bridge":
      return "The bridge said so.";
    case "ended":
      return "The connection ended this way.";
    case "net":
      return "What answered there shows it.";
    default:
      return "It happened in this tab.";
  }
}
