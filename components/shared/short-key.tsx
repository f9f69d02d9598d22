// A shortened public key; the title holds the whole key.

import { shortKey } from "@/lib/page/diagnosis/texts/evidence";

export function ShortKey({ of }: { of: string }) {
  return <code title={of}>{shortKey(of)}</code>;
}
