// What the user reads after saved messages were imported.

import { counted } from "@/lib/page/format/words";
import { KEPT_MESSAGES } from "@/lib/page/storage/saved-messages";

export const savedText = {
  notRead: "The file was not read",
  large: "A file of saved messages has at most 8 MiB.",
  otherFile: "It is not a file of saved messages. Export makes such a file.",
  imported: (count: number) => `${counted(count, "message")} imported`,
  full: "The message was not saved",
  removeSome: `${KEPT_MESSAGES} messages are saved, and the browser keeps no more. Remove some, or export and then remove them.`,
  leftOut: (count: number) =>
    `${counted(count, "message")} did not fit: the browser keeps ${KEPT_MESSAGES}. Remove some and import again.`,
  sameName: "A saved message of the same name was replaced.",
};
