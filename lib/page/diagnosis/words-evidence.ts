// What the server said and how the connection closed, as evidence of a cause. Used by verdict.ts and by the
// headline.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CloseFacts } from "@/lib/shared/facts/attempt";

export function wordsEvidence(errors: readonly string[], close: CloseFacts | null): Evidence {
  const error = errors.at(-1);
  return {
    ...(error === undefined ? {} : { error }),
    ...(close ? { closeCode: close.code } : {}),
    ...(close?.reason ? { closeReason: close.reason } : {}),
    ...(close?.fault === "server/protocol" ? { brokenByServer: 1 } : {}),
  };
}
