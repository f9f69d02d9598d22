// What the user reads after saved messages were imported.

import { counted } from "@/lib/page/format/words";

export const savedText = {
  notRead: "The file was not read",
  large: "A file of saved messages has at most 8 MiB.",
  otherFile: "It is not a file of saved messages. Export makes such a file.",
  imported: (count: number) => `${counted(count, "message")} imported`,
  sameName: "A saved message of the same name was replaced.",
};
