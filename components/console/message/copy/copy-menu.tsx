// What else can be copied of the open message. Its code is fetched when it is first opened.

import { ContextMenu } from "@/components/ui/context-menu";
import type { MessageDetail } from "@/lib/shared/facts/console";
import { copyMessage, MESSAGE_COPIES, type MessageCopy } from "./message-copies";

export interface CopyMenuProps {
  readonly message: MessageDetail;
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

const ORDER: readonly MessageCopy[] = ["json", "pub", "req"];

export function CopyMenu({ message, at, onClose }: CopyMenuProps) {
  const items = ORDER.map((copy) => ({
    label: MESSAGE_COPIES[copy].label,
    onSelect: () => void copyMessage(copy, message),
  }));
  return <ContextMenu label="Copy as" at={at} items={items} onClose={onClose} />;
}
