// What the user reads after saved messages were imported, and when one keeps its name.

import { counted } from "@/lib/page/format/words";
import { MAX_PATH } from "@/lib/page/state/saved-path";
import { KEPT_MESSAGES, type RenameFault } from "@/lib/page/storage/saved-messages";

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
  notRenamed: {
    taken: "A message of that name is there already. Choose another name, or move that one first.",
    "too-long": `Folder and name together have at most ${MAX_PATH} characters.`,
    seed: "A name must not hold a seed.",
  } satisfies Record<RenameFault, string>,
};
