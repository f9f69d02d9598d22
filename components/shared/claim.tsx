// Marks an element as showing one claim: the exact value in data-value, the readable one as content.

import type { ReactNode } from "react";
import type { JwtFacts } from "@/lib/shared/facts/creds";
import { rawText } from "./claim-values";

/** Shown at the head of the identity; the claims table carries the marks of all others. */
export const HEAD_CLAIMS: ReadonlySet<string> = new Set(["name", "sub", "iss", "iat", "exp"]);

export interface ClaimProps {
  readonly of: string;
  /** Null = the JWT does not have it: then the content stands unmarked. */
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

/** The claim at the top level as written; null when absent. */
export function claimText(jwt: JwtFacts, name: string): string | null {
  const value = jwt.claims.get(name);
  return value === undefined || value === null ? null : rawText(value);
}
