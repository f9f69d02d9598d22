// The whole message as text, for the menus of its row and of its detail.

import { messageJson } from "@/lib/page/console/message-json";
import { publishCommand, requestCommand } from "@/lib/page/console/publish-command";
import type { MessageDetail } from "@/lib/shared/facts/console";
import { copyText } from "./copy-text";

export type MessageCopy = "json" | "pub" | "req";

interface Copy {
  readonly label: string;
  /** In the note that says it was copied. */
  readonly what: string;
  readonly textOf: (message: MessageDetail) => string;
}

export const MESSAGE_COPIES: Readonly<Record<MessageCopy, Copy>> = {
  json: { label: "Copy message as JSON", what: "Message", textOf: messageJson },
  pub: { label: "Copy as nats pub", what: "nats pub command", textOf: publishCommand },
  req: { label: "Copy as nats req", what: "nats req command", textOf: requestCommand },
};

export function copyMessage(copy: MessageCopy, message: MessageDetail): Promise<void> {
  const { what, textOf } = MESSAGE_COPIES[copy];
  return copyText(what, textOf(message));
}
