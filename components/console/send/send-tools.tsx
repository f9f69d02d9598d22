// The line of tabs while the send form is open: publish or request, and the buttons of the payload.

import type { KeyboardEvent } from "react";
import { PayloadTools } from "@/components/console/message/payload-tools";
import { useView } from "@/components/console/view/use-view";
import { Segmented } from "@/components/ui/segmented";
import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import type { SendMode } from "@/lib/page/state/draft";

/** The id of the form that these controls belong to. They stand outside it. */
export const SEND_FORM = "send-form";

const MODES = [
  { value: "publish", label: "Publish" },
  { value: "request", label: "Request" },
] as const;

export function SendTools() {
  const draft = useView((view) => view.draft);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const form = document.getElementById(SEND_FORM);
    if (form instanceof HTMLFormElement) form.requestSubmit();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its controls have the focus; this only sends with Ctrl Enter.
    <div className="flex min-w-0 flex-1 items-center gap-2" onKeyDown={onKeyDown}>
      <Segmented<SendMode>
        label="Send mode"
        options={MODES}
        value={draft.mode}
        onChange={(mode) => editDraft((now) => ({ ...now, mode }))}
      />
      <PayloadTools draft={draft} />
    </div>
  );
}
