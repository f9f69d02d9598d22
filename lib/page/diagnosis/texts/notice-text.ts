// Texts of notices: one short line each, shown before the server's own words. Called by the rows of the
// console.

import type { NoticeCode, NoticeRow } from "@/lib/shared/facts/console";

const TEXTS: Record<NoticeCode, string> = {
  "permissions-violation": "Permission denied",
  "limits/subscriptions": "Limit of subscriptions reached; the last one was not accepted",
  "limits/payload": "Message is over the payload limit",
  "server/shutdown": "The server is shutting down",
  "server/protocol": "The server reported an error",
  "server/lame-duck": "The server will shut down soon and asks clients to reconnect elsewhere",
  "session/connected": "Connected",
  "session/reconnected": "Reconnected; subscriptions restored",
  "session/disconnected": "Disconnected",
  "session/renewal-loaded": "Renewed creds: the next connection will use them",
  "session/renewing": "Renewed creds: asking the server",
  "session/renewed": "Renewed creds are in use",
  "session/renewal-failed": "Renewed creds were not accepted; the old ones stay in use",
  "ended/expired": "Ended by the server: the creds have expired",
  "ended/account-expired": "Ended by the server: the account has expired",
  "ended/revoked": "Ended by the server: the user was revoked",
  "ended/limits": "Ended by the server: a limit was exceeded",
  "ended/authorization": "Ended by the server: no longer authorized",
  "ended/kicked": "Ended by an administrator: this connection was kicked",
  "ended/slow-consumer": "Ended by the server: messages were read too slowly",
  "ended/stale": "Ended by the server: its pings were not answered",
  "ended/shutdown": "Ended: the server was shut down",
  "ended/lost": "The connection was lost",
  "flow/gap": "Messages sent in this time are missing; their number is not known",
  "flow/slow-consumer":
    "Connection lost under load: the server may have dropped this client as too slow",
  "flow/suspended": "The browser paused this page in the background",
  "flow/too-large": "A message larger than the store was received but not kept",
  "bridge/busy": "Ended by the bridge: too much data is waiting to be sent",
  "bridge/upstream-closed": "Ended: the server closed its connection to the bridge",
  "bridge/idle": "Ended by the bridge: this page sent nothing for too long",
  "bridge/slow-reader": "Ended by the bridge: messages were read too slowly",
  "bridge/stopped": "Ended: the dashboard's server was stopped",
};

/** `values`: the figures of the notice. */
export function noticeText(code: NoticeCode, values: NoticeRow["values"] = {}): string {
  if (code === "server/protocol" && values["brokenByServer"] === 1) {
    return "Ended by this page: the server broke the protocol";
  }
  return TEXTS[code];
}
