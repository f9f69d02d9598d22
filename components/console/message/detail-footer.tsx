// What can be done with the open message.

import {
  Columns2,
  CornerUpLeft,
  Download,
  EyeOff,
  ListFilter,
  Pencil,
  SquareCheck,
} from "lucide-react";
import { useView } from "@/components/console/view/use-view";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { hideSubjects, toggleMark } from "@/lib/page/actions/search-actions";
import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import type { PayloadFormat, PayloadView } from "@/lib/page/console/payload-display";
import { replyDraft } from "@/lib/page/state/send-draft";
import { shownLogOf } from "@/lib/page/state/vault-store";
import type { MessageDetail as Message } from "@/lib/shared/facts/console";
import { CopyAs } from "./copy/copy-as";
import {
  commandFor,
  compareWithOther,
  editAndResend,
  focusSendForm,
  listSubject,
  savePayload,
} from "./message-actions";
import { clipboardText } from "./payload-format";

export interface DetailFooterProps {
  readonly message: Message;
  readonly payload: PayloadView;
  readonly format: PayloadFormat;
}

export function DetailFooter({ message, payload, format }: DetailFooterProps) {
  const id = useVault(shownLogOf);
  const isStored = useVault(({ storedLog }) => storedLog !== null);
  const onCompare = () => {
    if (id !== null) void compareWithOther(id, message.seq);
  };
  const onReply = () => {
    editDraft((draft) => replyDraft(draft, message));
    focusSendForm("payload");
  };
  return (
    <footer className="flex flex-wrap gap-2 border-t border-line px-3.5 py-2">
      {message.reply === "" || isStored ? null : (
        <Button size="sm" onClick={onReply}>
          <CornerUpLeft aria-hidden className="size-3.5" />
          Reply
        </Button>
      )}
      {isStored ? null : (
        <Button size="sm" data-hotkey="e" onClick={() => editAndResend(message)}>
          <Pencil aria-hidden className="size-3.5" />
          Edit and resend
        </Button>
      )}
      <CopyButton hotkey="c" text={() => clipboardText(message.payload, payload, format)} />
      <CopyButton
        hotkey="C"
        label="Copy as nats CLI"
        visibleText="nats CLI"
        text={() => commandFor(message)}
      />
      <CopyAs message={message} />
      <Button
        size="sm"
        data-hotkey="d"
        title="With the selected message, or the one before it on this subject"
        onClick={onCompare}
      >
        <Columns2 aria-hidden className="size-3.5" />
        Compare
      </Button>
      <Button
        size="sm"
        aria-label="Save payload"
        title="Save the payload, byte for byte"
        disabled={message.payload.length === 0}
        onClick={() => savePayload(message, payload)}
      >
        <Download aria-hidden className="size-3.5" />
        Save
      </Button>
    </footer>
  );
}

export function RowTools({ message: { seq, subject } }: { readonly message: Message }) {
  const isMarked = useView((view) => view.marked.has(seq));
  return (
    <div className="flex shrink-0">
      <Button
        tone="quiet"
        size="icon"
        aria-label="Only this subject"
        title="List only this subject"
        data-hotkey="f"
        onClick={() => listSubject(subject)}
      >
        <ListFilter aria-hidden className="size-3.5" />
      </Button>
      <Button
        tone="quiet"
        size="icon"
        aria-label="Hide this subject"
        title="Leave this subject out of the list"
        data-hotkey="h"
        onClick={() => hideSubjects([subject])}
      >
        <EyeOff aria-hidden className="size-3.5" />
      </Button>
      <Button
        tone="quiet"
        size="icon"
        aria-label="Select this message"
        title="Select this message, for the export"
        aria-pressed={isMarked}
        data-hotkey="x"
        onClick={() => toggleMark(seq)}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
      >
        <SquareCheck aria-hidden className="size-3.5" />
      </Button>
    </div>
  );
}
