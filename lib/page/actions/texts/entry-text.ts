// What the user reads after an action on loaded creds.

import { formatCount } from "@/lib/page/format/count";
import { isAnyLost, type Losses } from "@/lib/page/state/losses";

/** "1 connection, 1,073 messages and 2 pasted creds". "" when nothing is lost. */
export function lossText({ messages, connections, pasted }: Losses): string {
  const parts = [
    counted(connections, "connection", "connections"),
    counted(messages, "message", "messages"),
    counted(pasted, "pasted creds", "pasted creds"),
  ].filter((part) => part !== "");
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? "" : count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;

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
