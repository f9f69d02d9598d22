// What the help says about the server's log where no line of it names the cause.

import type { CauseCode } from "@/lib/shared/facts/causes";

const NOT_SEEN = "Nothing: the server sees neither the file nor this tab.";
const BRIDGE = "Nothing that names the bridge. The log of the dashboard's server has the reason.";
const OTHER = "No separate line.";

export function unloggedText(code: CauseCode): string {
  if (code === "creds/sentinel" || code === "creds/nkey-only") return OTHER;
  if (/^(?:creds|seed|vault)\//u.test(code)) return NOT_SEEN;
  return code.startsWith("bridge/") ? BRIDGE : OTHER;
}
