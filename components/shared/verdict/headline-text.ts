// The headline of a verdict: its outcome, and the first cause as the rest of the sentence, with its date. Pure.

import { lowerFirst } from "@/components/shared/lower-first";
import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import type { CauseText } from "@/lib/page/diagnosis/texts/cause-text-types";
import { shortKey } from "@/lib/page/format/evidence";
import { wholeMoment } from "@/lib/page/format/time";
import type { Cause } from "@/lib/shared/facts/causes";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface Headline {
  /** "Refused" */
  readonly outcome: string;
  /** "this user was revoked on 27 Nov 2026, 17:39"; "" until the cause is known. */
  readonly sentence: string;
}

const OUTCOMES = {
  connecting: "Connecting",
  accepted: "Accepted",
  refused: "Refused",
  unreachable: "No answer",
  unchecked: "Connected, but not checked",
  ended: "Ended",
  unreadable: "Cannot be used",
} satisfies Record<VerdictState, string>;

export function outcomeWord(state: VerdictState): string {
  return OUTCOMES[state];
}

/** `first`: the first cause that is not ruled out, and its text. */
export function headlineOf(
  state: VerdictState,
  first: { readonly cause: Cause; readonly text: CauseText } | null,
): Headline {
  const outcome = outcomeWord(state);
  if (state === "connecting" || first === null) return { outcome, sentence: "" };
  const sentence = causeSentence(first.cause, first.text);
  return { outcome, sentence: state === "accepted" ? `but ${sentence}` : sentence };
}

/** "svc-orders is a user of ORDERS on sandbox", as far as the names are known. */
export function acceptedSentence(
  user: string,
  account: string | null,
  session: SessionState,
): string {
  const info = session.server?.info ?? session.attempt?.info ?? null;
  const name =
    info && (info.serverName === info.serverId ? shortKey(info.serverId) : info.serverName);
  return `${user} is a user${account === null ? "" : ` of ${account}`}${name ? ` on ${name}` : ""}`;
}

/** The title of a cause inside a sentence. One that is only possible is never told as a fact. */
export function causeSentence({ code, certainty, evidence }: Cause, { title }: CauseText): string {
  const dated = DATED[code];
  const sec = dated === undefined ? undefined : evidence[dated.at];
  if (dated !== undefined && certainty === "proven" && typeof sec === "number") {
    return `${dated.words} ${wholeMoment(sec)}`;
  }
  const sentence = lowerFirst(title);
  const isDoubt = /\b(may|might|perhaps|probably|could)\b/u.test(sentence);
  return certainty === "possible" && !isDoubt ? `perhaps ${sentence}` : sentence;
}

const DATED: Readonly<Record<string, { readonly at: string; readonly words: string } | undefined>> =
  {
    "account/user-revoked": { at: "revokedUntilSec", words: "this user was revoked on" },
    "account/expired": { at: "expiresAtSec", words: "the account expired on" },
    "jwt/expired": { at: "expiresAtSec", words: "these creds expired on" },
    "jwt/not-yet-valid": { at: "notBeforeSec", words: "these creds are not valid before" },
    "ended/expired": { at: "expiresAtSec", words: "these creds expired on" },
  };
