// Short notes beside the links of the chain. Used by chain-links.ts. A broken link has the title of its
// cause instead.

import { formatExpiry } from "@/lib/page/format/duration";
import type { JwtFacts } from "@/lib/shared/facts/creds";

export const CHAIN_TEXT = {
  operator: (isStrict: boolean): string =>
    `issued this account${isStrict ? "; users need a signing key" : ""}`,
  noOperatorJwt: "add its operator JWT to verify the account",
  noAccountJwt: "add its account JWT to verify this user",
  verified: ({ expiresAtSec }: JwtFacts, nowMs: number): string =>
    `signature verified; ${formatExpiry(expiresAtSec, nowMs)}`,
  from: (note: string, source: string): string => `${note}; from ${source}`,
  unknownKey: "the account JWT shows whether it lists this key",
  signingKey: "listed by the account",
  scopedKey: "listed, and sets the permissions of its users",
  badSignature: "the signature was not made with that key",
};
