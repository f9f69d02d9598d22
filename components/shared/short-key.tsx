// A shortened public key; the title holds the whole key.

import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import { shortKey } from "@/lib/page/format/evidence";

export function ShortKey({ of }: { of: string }) {
  return (
    <code title={escapedText(of)}>
      <VisibleText>{shortKey(of)}</VisibleText>
    </code>
  );
}
