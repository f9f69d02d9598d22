// Tries on the server what the rules predict: whether it would accept a subscription, a publish or its trace,
// and whether one identity reaches another. Called by vault.ts, which has validated
// subjects, queue groups and names, and loads this file on the first use. A refusal by the server is the
// result of a try and never becomes a notice in the log.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { canServerTrace } from "@/lib/shared/base/server-version";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { PublishTry, ReachResult, SubscribeTry } from "@/lib/shared/facts/permission-tries";
import type { VaultOps } from "@/lib/shared/protocol/protocol";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { Connection } from "@/lib/vault/nats/connection";
import type { SendFault } from "@/lib/vault/nats/in-flight";
import { checkSubscription, openBriefly, tracePublish } from "@/lib/vault/nats/permission-checks";
import { readTrace } from "@/lib/vault/nats/trace-events";
import type { MessageParts } from "@/lib/vault/nats/wire/message-parts";
import type { Session } from "@/lib/vault/session/session";

/** The header by which the message of a try is recognised. */
const MARK = "Credence-Try";
const MAX_ANCHORS = 3;

export function trySubscribe(
  session: Session,
  { subject, queue }: { readonly subject: string; readonly queue: string },
): Promise<Result<SubscribeTry, ActionFault>> {
  return session.withOpen(async (connection) => {
    const checked = await checkSubscription(connection, subject, queue, anchorPatterns(session));
    if (checked !== null) return toSubscribeTry(checked, "checked");
    if (queue !== "") return fail("no-harmless-probe");
    return toSubscribeTry(await openBriefly(connection, subject), "opened");
  });
}

export function tryPublish(
  session: Session,
  { subject, payload, isTraceOnly }: Omit<VaultOps["tryPublish"]["request"], "id">,
): Promise<Result<PublishTry, ActionFault>> {
  return session.withOpen<PublishTry>(async (connection) => {
    if (!isTraceOnly) {
      const sent = await connection.publish(
        { subject, payload, headers: [], reply: "" },
        { isSilent: true },
      );
      const answer = toAnswer(sent);
      return answer.ok ? ok({ ...answer.value, trace: null }) : answer;
    }
    if (!canTrace(session)) return fail("trace-unsupported");
    const traced = await tracePublish(connection, subject, payload);
    const answer = toAnswer(traced);
    if (!answer.ok) return answer;
    const trace = traced.ok ? traced.value.flatMap(readTrace) : [];
    return ok({ ...answer.value, trace });
  });
}

type Reach = Omit<VaultOps["tryReach"]["request"], "from" | "to">;

/** A real publish while the other session listens. It carries the marking header and no payload. */
export function tryReach(
  from: Session,
  to: Session,
  reach: Reach,
): Promise<Result<ReachResult, ActionFault>> {
  return to.withOpen<ReachResult>((listener) =>
    from.withOpen<ReachResult>((sender) => tryReachBetween(sender, listener, reach)),
  );
}

async function tryReachBetween(
  sender: Connection,
  listener: Connection,
  reach: Reach,
): Promise<Result<ReachResult, ActionFault>> {
  const mark = crypto.randomUUID();
  const notArrived = { hasArrived: false, arrivedAs: "", elapsedMs: null };
  let resolveArrival: (message: MessageParts | null) => void = () => {};
  const arrival = new Promise<MessageParts | null>((resolve) => {
    resolveArrival = resolve;
  });
  const { stop, result } = listener.listen(
    reach.subscribe,
    reach.queue,
    (message) => isMarked(message, mark) && resolveArrival(message),
  );
  const subscribe = toAnswer(await result);
  if (!subscribe.ok) return subscribe;
  if (!subscribe.value.isAllowed) {
    return ok({ ...notArrived, publish: null, subscribe: subscribe.value });
  }
  const startedAt = performance.now();
  const message = { subject: reach.publish, payload: new Uint8Array(0), reply: "" };
  const sent = await sender.publish({ ...message, headers: [[MARK, mark]] }, { isSilent: true });
  const publish = toAnswer(sent);
  const waitMs = publish.ok && publish.value.isAllowed ? reach.timeoutMs : 0;
  const timer = setTimeout(() => resolveArrival(null), waitMs);
  const arrived = await arrival;
  clearTimeout(timer);
  stop();
  if (!publish.ok) return publish;
  const answers = { publish: publish.value, subscribe: subscribe.value };
  if (arrived === null) return ok({ ...notArrived, ...answers });
  const elapsedMs = performance.now() - startedAt;
  return ok({ ...answers, hasArrived: true, arrivedAs: arrived.subject, elapsedMs });
}

function isMarked({ headers }: MessageParts, mark: string): boolean {
  if (headers === null) return false;
  return parseHeaderBlock(headers).headers.some(([name, value]) => name === MARK && value === mark);
}

/** Patterns under which the user may subscribe, for a subject that has no publisher. */
function anchorPatterns(session: Session): readonly string[] {
  const permissions = session.state().server?.identity?.permissions ?? session.permissionsOfJwt();
  const allow = permissions?.subscribe.allow ?? [];
  if (allow.length === 0) return ["*"];
  return allow
    .filter((entry) => /(?:^|\.)[*>](?:\.|$)/.test(entry) && !/\s/.test(entry))
    .slice(0, MAX_ANCHORS);
}

function canTrace(session: Session): boolean {
  const info = session.state().server?.info;
  return info !== undefined && canServerTrace(info);
}

type Answer = { readonly isAllowed: boolean; readonly text: string };

/** A refusal by permissions is an answer; any other failure is a fault. */
function toAnswer(
  result: Result<unknown, SendFault | "trace-not-permitted">,
): Result<Answer, ActionFault> {
  if (result.ok) return ok({ isAllowed: true, text: "" });
  const { code, params } = result.fault;
  if (code === "permissions-violation") {
    return ok({ isAllowed: false, text: String(params?.["text"] ?? "") });
  }
  return fail(code, params);
}

function toSubscribeTry(
  result: Result<null, SendFault>,
  manner: SubscribeTry["manner"],
): Result<SubscribeTry, ActionFault> {
  const answer = toAnswer(result);
  return answer.ok ? ok({ ...answer.value, manner }) : answer;
}
