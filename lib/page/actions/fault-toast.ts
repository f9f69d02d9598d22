// Shows why an action was not carried out.

import { showToast } from "@/lib/page/state/toasts";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";

/** The explanation is fetched with the first fault; the first view does not need it. */
export async function showFault(title: string, fault: Fault<ActionFault>): Promise<void> {
  const { actionText } = await import("@/lib/page/diagnosis/texts/action-text");
  const text = actionText(fault);
  showToast("bad", title, `${text.meaning} ${text.next}`);
}
