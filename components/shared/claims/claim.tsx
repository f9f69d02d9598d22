// Marks an element as showing one claim. The exact value is in data-value; the content is the readable one.

import type { ReactNode } from "react";
import type { JwtFacts } from "@/lib/shared/facts/creds";
import { rawText } from "./claim-values";

/** Claims marked in the identity head; the claims table marks all others. */
export const HEAD_CLAIMS: ReadonlySet<string> = new Set(["name", "sub", "iss", "iat", "exp"]);

export interface ClaimProps {
  readonly of: string;
  /** Null when the JWT does not have the claim; the content is then not marked. */
  readonly value: string | null;
  readonly children: ReactNode;
}

export function Claim({ of, value, children }: ClaimProps) {
  return value === null ? (
    <span>{children}</span>
  ) : (
    <span data-claim={of} data-value={value}>
      {children}
    </span>
  );
}

/** A top-level claim as written in the JWT; null when it is absent or null. */
export function claimText(jwt: JwtFacts, name: string): string | null {
  const value = jwt.claims.get(name);
  return value === undefined || value === null ? null : rawText(value);
}
