// The order of causes that nothing proves, by what the user JWT suggests and else by how often each is met. The
// reason follows each rule. Likely causes come before possible ones, and each group is in this order. Used by
// account-causes.ts and verdict.ts. Pure.

import { isBySigningKey } from "@/lib/shared/diagnosis/may-be-scoped";
import type { Cause, CauseCode } from "@/lib/shared/facts/causes";
import type { JwtFacts } from "@/lib/shared/facts/creds";

interface Rule {
  readonly code: CauseCode;
  /** Absent: for every JWT. The first rule that applies counts. */
  readonly when?: (jwt: JwtFacts, cause: Cause) => boolean;
}

const RULES: readonly Rule[] = [
  // Listed only if the JWT names a network and there is a bridge in between, or a limit of time is minutes away.
  { code: "jwt/source-address" },
  { code: "jwt/expired" },
  { code: "jwt/not-yet-valid" },
  // Not by its time alone: the account's own JWT names a callout, or a login for one was sent.
  {
    code: "account/callout",
    when: (_, { certainty, evidence }) =>
      certainty === "likely" && evidence["slowMs"] === undefined,
  },
  // The server looks for the account before all that follows. Creds for another server are the commonest mistake.
  { code: "account/unknown" },
  // Likely where the JWT looks scoped (account-causes.ts). Then no other rule speaks for a cause as much.
  { code: "account/scope-violated", when: isBySigningKey },
  // A signing key can be taken out of the account, or not have been pushed.
  { code: "account/issuer-unknown", when: isBySigningKey },
  // Needs a template with a tag that the user lacks: rarer than a lost signing key, and listed for these JWTs only.
  { code: "account/template" },
  // Done on purpose, so the revoked user mostly knows.
  { code: "account/user-revoked" },
  // The JWT is a bearer's, and few accounts forbid it.
  { code: "account/bearer-forbidden" },
  // Accounts mostly have no expiry.
  { code: "account/expired" },
  // A server of another operator mostly does not know the account either.
  { code: "account/other-operator" },
  // By the account's own key: only a strict operator refuses it.
  { code: "account/issuer-unknown" },
  // Few servers have a callout, or pin accounts.
  { code: "account/callout" },
  // What the callout wants besides, so it follows a callout that is as likely.
  { code: "creds/sentinel" },
  { code: "account/pinned" },
  // The server names it itself.
  { code: "account/connection-limit" },
  // Not operator mode: the whole server is another one.
  { code: "server/nkey-not-listed" },
  { code: "server/not-jwt" },
  { code: "server/wants-jwt" },
];

/** Compares two causes of the same certainty. A cause without a rule is shown by the creds, so it comes first. */
export function bySuggestion(jwt: JwtFacts | null): (a: Cause, b: Cause) => number {
  const rank = (cause: Cause) =>
    RULES.findIndex(
      ({ code, when }) => code === cause.code && (!when || (jwt !== null && when(jwt, cause))),
    );
  return (a, b) => rank(a) - rank(b);
}
