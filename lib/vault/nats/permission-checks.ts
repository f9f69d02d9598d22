// Asks the server what it permits, with as little effect as possible: a subscription that is never set up,
// one that ends at once, a publish that is only traced. Part of the bundle of permission-tries.ts, which is
// fetched with the first try, so nothing else imports this file. All of it is silent.

import { nuid } from "nats.ws";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { HeaderList } from "@/lib/shared/facts/console";
import type { Connection } from "./connection";
import { newAction, type SendFault } from "./in-flight";

/** nats.ws numbers its subscriptions from 1. */
const UNUSED_NUMBER = 0;
const TRACE_MS = 1000;
const TRACE_STEP_MS = 50;

/**
 * Whether the server would take a subscription, without setting it up. The server checks the permissions
 * before it sees that the subscription's number is in use, and then changes nothing (nats-server
 * server/client.go processSub; observed with 2.9.10, 2.10.27 and 2.15.1:
 * lib/vault/worker/permission-tries.test.ts). The number is borrowed from a subscription that receives
 * nothing: in the connection's inbox, or to a subject with made-up tokens that `patterns` allow. Null when
 * none of these is allowed.
 */
export async function checkSubscription(
  connection: Connection,
  subject: string,
  queue: string,
  patterns: readonly string[],
): Promise<Result<null, SendFault> | null> {
  const madeUp = patterns.map((pattern) => pattern.replace(/(?<=^|\.)[*>](?=\.|$)/g, nuid.next()));
  for (const anchor of [`${connection.requests.inbox}.anchor`, ...madeUp]) {
    const lender = connection.listen(anchor, "", () => {});
    const taken = await lender.result;
    if (!taken.ok && taken.fault.code === "permissions-violation") continue;
    const number = lender.number();
    if (!taken.ok || number === null) return taken;
    const result = await connection.sendSub(subject, queue, number, "");
    lender.stop();
    return result;
  }
  return null;
}

/** Sets up a subscription and ends it in the same write. */
export function openBriefly(
  connection: Connection,
  subject: string,
): Promise<Result<null, SendFault>> {
  return connection.sendSub(subject, "", UNUSED_NUMBER, `UNSUB ${UNUSED_NUMBER}\r\n`);
}

/**
 * Publishes a message that is not delivered, and collects what each server on its way would have done with
 * it (nats-server server/msgtrace.go). Only for servers that support traces: others deliver the message.
 */
export async function tracePublish(
  connection: Connection,
  subject: string,
  payload: Uint8Array,
): Promise<Result<readonly Uint8Array[], SendFault | "trace-not-permitted">> {
  const events: Uint8Array[] = [];
  const { requests } = connection;
  const action = newAction("publish", subject, { isSilent: true });
  const replyTo = requests.openReply(action, (msg) => events.push(msg.data.slice()));
  const headers: HeaderList = [
    ["Nats-Trace-Dest", replyTo.subject],
    ["Nats-Trace-Only", "true"],
  ];
  const taken = await replyTo.send({ subject, payload, headers }, "");
  for (let waited = 0; taken.ok && waited < TRACE_MS; waited += TRACE_STEP_MS) {
    const before = events.length;
    await new Promise((resolve) => setTimeout(resolve, TRACE_STEP_MS));
    if (before > 0 && events.length === before) break;
  }
  replyTo.close();
  if (taken.ok) return ok(events);
  const named = String(taken.fault.params?.["subject"] ?? "");
  return named.startsWith(requests.inbox) ? fail("trace-not-permitted", taken.fault.params) : taken;
}
