// What to do after a connection was lost. Used by the texts of ended/* and bridge/* causes.

import { num } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";

/** `text`, unless something has ended the automatic retries. */
export function retryText(evidence: Evidence, text: string): string {
  if (num(evidence, "vaultStopped") === 1) {
    return "This tab's vault has stopped since then, and with it the retries. Connect again.";
  }
  const drops = num(evidence, "givenUpAfter");
  if (drops !== null) {
    return `The connection dropped ${drops} times in a row without lasting a minute, so the page stopped trying. Connect again if you trust this server.`;
  }
  if (num(evidence, "refusedAgain") === 1) {
    return "A new attempt was refused, so the page stopped trying. Connect again to see why.";
  }
  return text;
}
