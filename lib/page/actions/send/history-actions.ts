// Taking a message that was sent into the form again.

import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import type { SentMessage } from "@/lib/page/state/console-store";
import { showDockTab } from "@/lib/page/state/panel-state";

/** With everything that the form held, placeholders included. */
export function fillFormAgain({ draft }: SentMessage): void {
  editDraft(() => draft);
  showDockTab("send");
}
