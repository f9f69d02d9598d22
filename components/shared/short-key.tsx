// A public key in short; the whole one is in the title.

import { shortKey } from "@/lib/page/diagnosis/texts/evidence";

export function ShortKey({ of }: { of: string }) {
  return <code title={of}>{shortKey(of)}</code>;
}
