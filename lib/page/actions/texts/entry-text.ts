// What the user reads after an action on loaded creds.

import { counted, joinWords } from "@/lib/page/format/words";
import { isAnyLost, type Losses } from "@/lib/page/state/losses";

/** "1 connection, 1,073 messages and 2 pasted creds". "" when nothing is lost. */
export function lossText({ messages, connections, pasted }: Losses): string {
  const parts = [
    connections > 0 && counted(connections, "connection"),
    messages > 0 && counted(messages, "message"),
    pasted > 0 && counted(pasted, "pasted creds", "pasted creds"),
  ].filter((part) => part !== false);
  return joinWords(parts, "and");
}

export const entryText = {
  forgotten: (label: string) => `Forgot ${label}`,
  allForgotten: (count: number) =>
    count === 1 ? "Forgot 1 creds file" : `Forgot ${count} creds files`,
  whatWasWiped: (losses: Losses) =>
    isAnyLost(losses)
      ? `The seeds are wiped. Gone with them: ${lossText(losses)}.`
      : "The seeds are wiped.",
  undo: "Undo",
  notForgotten: (label: string) => `${label} was not forgotten`,
  nothingForgotten: "Nothing was forgotten",
  noCopy: "No cleaned copy was made",
  noCopies: "No cleaned copies were made",
  copies: (files: number) =>
    files === 1 ? "The archive holds 1 cleaned file" : `The archive holds ${files} cleaned files`,
  missed: (count: number) =>
    count === 1
      ? "1 file changed or could not be read again. Drop it again to clean it."
      : `${count} files changed or could not be read again. Drop them again to clean them.`,
};
