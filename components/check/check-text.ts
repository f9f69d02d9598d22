// Sentences about a check: what Start will do, what is wrong with an address, and how a run stands.

import type { ServerProblem } from "@/lib/page/config/checked-servers";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import { counted, joinWords } from "@/lib/page/format/words";
import type { CheckedServer, CheckState } from "@/lib/page/state/check-store";
import { hostOf, maskQuery } from "@/lib/shared/grammar/address";

/** Names the line that was typed, without its query. */
export function problemText({ typed, fault: { code, params = {} } }: ServerProblem): string {
  const shown = maskQuery(typed);
  if (code === "not-listed") {
    return `${shown}: this instance can connect to its listed servers only.`;
  }
  const { meaning, next } = causeText({ code, certainty: "proven", evidence: params }, Date.now());
  return `${shown}: ${meaning} ${next}`;
}

/** "312 connections to prod.example.com, at most 5 a second, which takes about 1 min 2 s". */
export function planText(server: CheckedServer, creds: number): string {
  const connections = counted(creds, "connection");
  const { perSecond } = server;
  if (perSecond === null) return `${connections}, as fast as the browser allows`;
  const seconds = Math.ceil(creds / perSecond);
  const time = seconds < 2 ? "" : `, which takes about ${formatSpan(seconds)}`;
  return `${connections}, at most ${formatCount(perSecond)} a second${time}`;
}

/** Who is dialled, for people. */
export const hostText = ({ address, name, isBridge }: CheckedServer): string =>
  isBridge ? `${name}, through this page's bridge` : hostOf(address);

/** Names of one or two servers, else how many. */
export const serversText = (servers: readonly CheckedServer[]): string =>
  servers.length > 2
    ? counted(servers.length, "server")
    : joinWords(
        servers.map(({ title }) => title),
        "and",
      );

/** "24 a second, 10 open, 5 s left"; "" where nothing runs. */
export function paceText({ progress, perSecond }: CheckState, left: number): string {
  if (progress === null || progress.state !== "running") return "";
  const open = `${formatCount(progress.active)} open`;
  if (perSecond < 0.5) return open;
  const time = formatSpan(Math.ceil(left / perSecond));
  return `${formatCount(Math.round(perSecond))} a second, ${open}, ${time} left`;
}
