// The text of a stop of this tab's vault. Joined in cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import { num } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { VaultCause } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";

export const VAULT_TEXTS: Record<VaultCause, CauseTextOf> = {
  "vault/stopped": (evidence) => ({
    title: "This tab's vault stopped",
    meaning: `The part of this page that holds the creds and the connections ended, so the connection closed. The server and the creds are not the reason. ${lostMessages(evidence)}`,
    next: "Restart the vault and connect again. It reads the files again that this tab can still access; paste the creds again that you pasted. If it stops again, report the bug.",
  }),
};

function lostMessages(evidence: Evidence): string {
  const count = num(evidence, "lostMessages");
  if (count === null) return "Messages that it had received are gone.";
  if (count === 0) return "It had received no messages.";
  return `Its messages are gone: ${formatCount(count)} by this page's last count.`;
}
