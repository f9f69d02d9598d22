// Signature, time of issue and expiry of an account or operator JWT.

import { lifeOf } from "@/components/shared/claims/life";
import { When } from "@/components/shared/when";
import { cx } from "@/lib/page/base/cx";
import type { JwtFacts } from "@/lib/shared/facts/creds";
import type { ShownFact } from "./trust-parts";

const SIGNATURES = {
  valid: { word: "verified", className: "text-ok" },
  invalid: { word: "does not fit", className: "text-bad" },
  unchecked: { word: "not checked", className: "text-ink-2" },
} satisfies Record<JwtFacts["signature"], { word: string; className: string }>;

const SOON_MS = 7 * 86_400_000;

export function issueFacts(
  { signature, issuedAtSec, expiresAtSec }: JwtFacts,
  nowMs: number,
): readonly ShownFact[] {
  const { word, className } = SIGNATURES[signature];
  const { state, spanMs } = lifeOf({ issuedAtSec, expiresAtSec }, nowMs);
  const hasEnded = state === "ended";
  return [
    [
      "Signature",
      <span key="signature" className={className}>
        {word}
      </span>,
    ],
    [
      "Issued",
      issuedAtSec === null ? "not said" : <When key="iat" ms={issuedAtSec * 1000} precise />,
    ],
    [
      "Expires",
      expiresAtSec === null || state === "endless" ? (
        "never"
      ) : (
        <span key="exp" className={cx(hasEnded ? "text-bad" : spanMs < SOON_MS && "text-warn")}>
          {hasEnded ? "expired " : ""}
          <When ms={expiresAtSec * 1000} precise />
        </span>
      ),
    ],
  ];
}
