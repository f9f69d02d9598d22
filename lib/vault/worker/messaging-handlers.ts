// The operations that subscribe, publish and request on an open connection. Part of the vault (vault.ts).
// Each request is validated before anything goes to a server.

import { clamp } from "@/lib/shared/base/clamp";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import { REPLAY_SPEED, type Seq } from "@/lib/shared/facts/console";
import type { ReplayStartRequest } from "@/lib/shared/protocol/requests";
import { runInTurns, stepsWhile } from "@/lib/vault/base/turns";
import type { ReplayOrder } from "@/lib/vault/console/repeats";
import { filtersOf, loadSearch } from "@/lib/vault/message-store/search/load-search";
import type { SendFault } from "@/lib/vault/nats/in-flight";
import type { Session } from "@/lib/vault/session/session";
import type { Handlers, WithSession } from "./handlers";
import type { LogHandlers } from "./log-handlers";
import { validateMessage, validatePublish, validateSubscription } from "./validate-request";

const MAX_TIMEOUT_MS = 600_000;
const MAX_DELAY_MS = 60_000;
const MAX_TIMES = 1e12;
const MIN_PER_SECOND = 0.01;

type MessagingHandlers = Pick<
  Handlers,
  | "subscribe"
  | "subscribeAll"
  | "unsubscribe"
  | "unsubscribeAll"
  | "publish"
  | "repeatStart"
  | "replayStart"
  | "repeatControl"
  | "responderStart"
  | "responderStop"
  | "request"
>;

export function createMessagingHandlers(
  withSession: WithSession,
  logs: Pick<LogHandlers, "storeOf" | "get">,
): MessagingHandlers {
  const prepareReplay = async (
    session: Session,
    { from, scope, pattern, target, speed }: Omit<ReplayStartRequest, "id" | "run">,
    isWanted: () => boolean,
  ): Promise<Result<ReplayOrder, ActionFault>> => {
    const [{ compileSubjectMap }, { MAX_REPLIES, ReplySubjects }, { collectReplies }] =
      await Promise.all([
        import("@/lib/shared/console/subject-map"),
        import("@/lib/shared/console/reply-subjects"),
        import("@/lib/vault/message-store/recording/collect-replies"),
      ]);
    const receiver = withSession(from, ({ inboxPrefix }) => inboxPrefix);
    const prefixes = typeof receiver === "string" ? [receiver] : [];
    const replies = new ReplySubjects([session.inboxPrefix, ...prefixes]);
    const map = compileSubjectMap(pattern, target, replies);
    if (!map.ok) return fail("subject-invalid");
    await loadSearch(...filtersOf(scope));
    const store = logs.storeOf(from);
    if (!store.ok) return store;
    await runInTurns(stepsWhile(isWanted, collectReplies(store.value.log, replies)));
    if (replies.isFull) return fail("too-many-replies", { limit: MAX_REPLIES });
    return ok({
      ...{ store: store.value, scope, subjectOf: map.value },
      speed: speed === null ? null : clamp(speed, REPLAY_SPEED.min, REPLAY_SPEED.max),
    });
  };
  return {
    subscribe: ({ id, subject, queue, max }) =>
      withSession(id, (session) => {
        const problem = validateSubscription(subject, queue);
        if (problem !== null) return problem;
        return session.withOpen((connection) =>
          session.subscriptions.subscribe(connection, subject, queue, Math.max(0, Math.trunc(max))),
        );
      }),
    subscribeAll: ({ id, lines }) =>
      withSession(id, (session) => {
        const isSound = (one: (typeof lines)[number]) =>
          validateSubscription(one.subject, one.queue) === null;
        return session.withOpen((connection) =>
          session.subscriptions.subscribeAll(connection, lines.filter(isSound)),
        );
      }),
    unsubscribe: ({ id, subscription, drain }) =>
      withSession(id, ({ subscriptions }) => subscriptions.unsubscribe(subscription, drain)),
    unsubscribeAll: ({ id }) =>
      withSession(id, ({ subscriptions }) => {
        subscriptions.unsubscribeAll();
        return ok(null);
      }),
    publish: ({ id, ...message }) =>
      withSession(id, (session) => {
        const problem = validatePublish(message);
        if (problem !== null) return problem;
        return session.withOpen(async (connection) =>
          noticeIfTooLarge(session, message.subject, await connection.publish(message)),
        );
      }),
    repeatStart: ({ id, run, template, times, perSecond }) =>
      withSession(id, (session) =>
        session.repeat(run, async () => {
          const { previewTemplate } = await import("@/lib/shared/console/repeat-template");
          const preview = previewTemplate(template, 1);
          if (!preview.ok) return preview;
          const [first] = preview.value;
          const problem = first === undefined ? null : validatePublish(first);
          if (problem !== null) return problem;
          return ok({
            template,
            times: Math.trunc(clamp(times, 1, MAX_TIMES)),
            perSecond: perSecond === null ? null : clamp(perSecond, MIN_PER_SECOND, MAX_TIMES),
          });
        }),
      ),
    replayStart: ({ id, run, ...order }) =>
      withSession(id, (session) =>
        session.replay(run, (isWanted) => prepareReplay(session, order, isWanted)),
      ),
    repeatControl: ({ id, run, action }) =>
      withSession(id, ({ repeats }) => {
        const facts = repeats.control(run, action);
        return facts === null ? fail("not-found") : ok(facts);
      }),
    responderStart: ({ id, ...order }) =>
      withSession(id, (session) => {
        const problem = validateSubscription(order.subject, order.queue);
        if (problem !== null) return problem;
        return session.respond({ ...order, delayMs: clamp(order.delayMs, 0, MAX_DELAY_MS) });
      }),
    responderStop: ({ id }) =>
      withSession(id, ({ responders }) => {
        responders.stop();
        return ok(null);
      }),
    request: ({ id, timeoutMs, maxReplies, silenceMs, endsEmpty, ...message }) =>
      withSession(id, (session) => {
        const problem = validateMessage(message);
        if (problem !== null) return problem;
        const replies: Seq[] = [];
        const elapsed: number[] = [];
        return session.withOpen(async (connection) => {
          const end = await connection.request(message, {
            timeoutMs: clamp(timeoutMs, 1, MAX_TIMEOUT_MS),
            maxReplies: Math.max(1, maxReplies),
            isSilent: false,
            ...(silenceMs === undefined ? {} : { silenceMs: clamp(silenceMs, 1, MAX_TIMEOUT_MS) }),
            ...(endsEmpty === true ? { isLast: ({ payload }) => payload.length === 0 } : {}),
            onReply: (parts, elapsedMs, isAnswer) => {
              const seq = session.subscriptions.appendReply(parts, message.subject, elapsedMs);
              if (!isAnswer || seq === null) return;
              replies.push(seq);
              elapsed.push(elapsedMs);
            },
          });
          if (!end.ok) return noticeIfTooLarge(session, message.subject, end);
          return ok({
            replies,
            elapsedMs: elapsed,
            noResponders: end.value === "no-responders",
            timedOut: end.value === "timed-out",
          });
        });
      }),
  };
}

/** The vault itself refuses a payload that is too large; the log shows the notice of a server that does. */
function noticeIfTooLarge<T>(
  session: Session,
  subject: string,
  result: Result<T, SendFault>,
): Result<T, SendFault> {
  if (!result.ok && result.fault.code === "payload-too-large") {
    const { bytes, limit } = result.fault.params ?? {};
    session.subscriptions.notice("limits/payload", subject, `${bytes} > ${limit}`);
  }
  return result;
}
