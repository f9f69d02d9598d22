// What a notice in the stream says: one short line, before the server's own words. Page only.

import type { NoticeCode } from "@/lib/shared/facts/console";

const TEXTS: Record<NoticeCode, string> = {
  "permissions-violation": "Permission denied",
  "limits/subscriptions": "Limit of subscriptions reached; the last one was not taken",
  "limits/payload": "Message over the payload limit",
  "server/shutdown": "The server is shutting down",
  "server/protocol": "The server reported an error",
  "server/lame-duck": "The server is about to go; it asks clients to move on",
  "session/connected": "Connected",
  "session/reconnected": "Connected again; subscriptions restored",
  "session/disconnected": "Disconnected",
  "session/renewal-loaded": "Renewed creds: the next connection uses them",
  "session/renewing": "Renewed creds: asking the server",
  "session/renewed": "Renewed creds took over",
  "session/renewal-failed": "Renewed creds were not accepted; the former stay",
  "ended/expired": "Ended by the server: the creds have expired",
  "ended/account-expired": "Ended by the server: the account has expired",
  "ended/revoked": "Ended by the server: the user was revoked",
  "ended/limits": "Ended by the server: a limit was passed",
  "ended/authorization": "Ended by the server: no longer authorized",
  "ended/slow-consumer": "Ended by the server: messages were taken too slowly",
  "ended/stale": "Ended by the server: no answer to its pings",
  "ended/shutdown": "Ended: the server was shut down",
  "ended/lost": "The connection was lost",
  "flow/gap": "Messages sent in this time are missing; how many is not known",
  "flow/slow-consumer": "Lost in a flood: the server may have dropped this client as too slow",
  "flow/suspended": "The browser held this page back in the background",
  "flow/too-large": "A message larger than the store was received and not kept",
  "bridge/busy": "Ended by the bridge: too much waits to be sent",
  "bridge/upstream-closed": "Ended: the server closed its connection to the bridge",
  "bridge/idle": "Ended by the bridge: nothing was sent for too long",
  "bridge/slow-reader": "Ended by the bridge: messages were taken too slowly",
  "bridge/stopped": "Ended: the dashboard's server was stopped",
};

export function noticeText(code: NoticeCode): string {
  return TEXTS[code];
}
