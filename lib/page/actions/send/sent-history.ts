// What these creds sent in this tab, for the history: each send when it begins, and again with its result.

import { changeView, type SentMessage, viewOf } from "@/lib/page/state/console-store";
import type { EntryId } from "@/lib/shared/facts/creds";

/** More sends are forgotten, the oldest first. */
const KEPT_SENT = 100;
/** Characters of payload in them, at most. The last send is kept in any case. */
const KEPT_CHARS = 32 * 1024 * 1024;

/** A number that no other send of these creds has. */
export function nextSend(id: EntryId): number {
  const { lastSend, history } = viewOf(id);
  return Math.max(lastSend?.number ?? 0, history[0]?.number ?? 0) + 1;
}

/** The newest comes first, and keeps its place when its result comes. */
export function noteSent(id: EntryId, sent: SentMessage): void {
  const { history } = viewOf(id);
  if (sent.result !== null) {
    changeView(id, { history: history.map((one) => (one.number === sent.number ? sent : one)) });
    return;
  }
  let chars = 0;
  const kept = [sent, ...history].slice(0, KEPT_SENT).filter((one) => {
    chars += one.draft.payload.length;
    return one === sent || chars <= KEPT_CHARS;
  });
  changeView(id, { history: kept });
}
