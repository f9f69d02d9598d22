// Trying on the server what the rules predict: a subscription without one, a publish or its trace, one
// identity reaching another; and JetStream at a glance. Called by vault.ts, which has checked subjects, queue
// groups and names, and loads this file when it is first needed. All of it is quiet: what the server
// refuses is the result, not news in the stream.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { canServerTrace } from "@/lib/shared/base/server-version";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  JetStreamOverview,
  PublishTry,
  ReachResult,
  StreamDetail,
  SubscribeTry,
} from "@/lib/shared/facts/permission-tries";
import type { VaultOps } from "@/lib/shared/protocol/protocol";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import type { Connection, SendFault } from "@/lib/vault/nats/connection";
import { readJetStream, readStream } from "@/lib/vault/nats/jetstream";
import type { MessageParts } from "@/lib/vault/nats/message-parts";
import { readTrace } from "@/lib/vault/nats/trace-events";
import type { Session } from "@/lib/vault/session/session";

/** The header that the message of a try is known by. */
const MARK = "Credence-Try";
const MAX_ANCHORS = 3;

export function trySubscribe(
  session: Session,
  { subject, queue }: { readonly subject: string; readonly queue: string },
): Promise<Result<SubscribeTry, ActionFault>> {
  return session.withOpen(async (connection) => {
    const checked = await connection.checkSubscription(subject, queue, anchorPatterns(session));
    if (checked !== null) return probed(checked, "checked");
    if (queue !== "") return fail("no-harmless-probe");
    return probed(await connection.openBriefly(subject), "opened");
  });
}

export function tryPublish(
  session: Session,
  { subject, payload, isTraceOnly }: Omit<VaultOps["tryPublish"]["request"], "id">,
): Promise<Result<PublishTry, ActionFault>> {
  return session.withOpen<PublishTry>(async (connection) => {
    if (!isTraceOnly) {
      const sent = await connection.publish({ subject, payload, headers: [], reply: "" }, "quiet");
      const verdict = verdictOf(sent);
      return verdict.ok ? ok({ ...verdict.value, trace: null }) : verdict;
    }
    if (!canTrace(session)) return fail("trace-unsupported");
    const traced = await connection.trace(subject, payload);
    const verdict = verdictOf(traced);
    if (!verdict.ok) return verdict;
    const trace = traced.ok ? traced.value.flatMap(readTrace) : [];
    return ok({ ...verdict.value, trace });
  });
}

type Reach = Omit<VaultOps["tryReach"]["request"], "from" | "to">;

/** A real publish while the other listens. It carries a header to be known by, and no payload. */
export function tryReach(
  from: Session,
  to: Session,
  reach: Reach,
): Promise<Result<ReachResult, ActionFault>> {
  return to.withOpen<ReachResult>((listener) =>
    from.withOpen<ReachResult>((sender) => tryReachOn(sender, listener, reach)),
  );
}

async function tryReachOn(
  sender: Connection,
  listener: Connection,
  reach: Reach,
): Promise<Result<ReachResult, ActionFault>> {
  const mark = crypto.randomUUID();
  const nothingCame = { hasArrived: false, arrivedAs: "", elapsedMs: null };
  let hear: (message: MessageParts | null) => void = () => {};
  const arrival = new Promise<MessageParts | null>((resolve) => {
    hear = resolve;
  });
  const { stop, result } = listener.listen(
    reach.subscribe,
    reach.queue,
    (message) => isMarked(message, mark) && hear(message),
  );
  const subscribe = verdictOf(await result);
  if (!subscribe.ok) return subscribe;
  if (!subscribe.value.isAllowed) {
    return ok({ ...nothingCame, publish: null, subscribe: subscribe.value });
  }
  const startedAt = performance.now();
  const message = { subject: reach.publish, payload: new Uint8Array(0), reply: "" };
  const sent = await sender.publish({ ...message, headers: [[MARK, mark]] }, "quiet");
  const publish = verdictOf(sent);
  const waitMs = publish.ok && publish.value.isAllowed ? reach.timeoutMs : 0;
  const timer = setTimeout(() => hear(null), waitMs);
  const arrived = await arrival;
  clearTimeout(timer);
  stop();
  if (!publish.ok) return publish;
  const verdicts = { publish: publish.value, subscribe: subscribe.value };
  if (arrived === null) return ok({ ...nothingCame, ...verdicts });
  const elapsedMs = performance.now() - startedAt;
  return ok({ ...verdicts, hasArrived: true, arrivedAs: arrived.subject, elapsedMs });
}

export function describeJetStream(
  session: Session,
  domain: string,
): Promise<Result<JetStreamOverview, ActionFault>> {
  return session.withOpen(async (connection) => ok(await readJetStream(connection, domain)));
}

export function describeStream(
  session: Session,
  domain: string,
  stream: string,
): Promise<Result<StreamDetail, ActionFault>> {
  return session.withOpen(async (connection) => ok(await readStream(connection, domain, stream)));
}

function isMarked({ headers }: MessageParts, mark: string): boolean {
  if (headers === null) return false;
  return parseHeaderBlock(headers).headers.some(([name, value]) => name === MARK && value === mark);
}

/** Where the user may subscribe to something that nobody publishes to. */
function anchorPatterns(session: Session): readonly string[] {
  const told = session.state().server?.identity?.permissions ?? session.jwtPermissions();
  const allow = told?.subscribe.allow ?? [];
  if (allow.length === 0) return ["*"];
  return allow
    .filter((entry) => /(?:^|\.)[*>](?:\.|$)/.test(entry) && !/\s/.test(entry))
    .slice(0, MAX_ANCHORS);
}

function canTrace(session: Session): boolean {
  const info = session.state().server?.info;
  return info !== undefined && canServerTrace(info);
}

type Verdict = { readonly isAllowed: boolean; readonly text: string };

/** What the permissions refuse is an answer; what else goes wrong is a fault. */
function verdictOf(
  result: Result<unknown, SendFault | "trace-not-permitted">,
): Result<Verdict, ActionFault> {
  if (result.ok) return ok({ isAllowed: true, text: "" });
  const { code, params } = result.fault;
  if (code === "permissions-violation") {
    return ok({ isAllowed: false, text: String(params?.["text"] ?? "") });
  }
  return fail(code, params);
}

function probed(
  result: Result<null, SendFault>,
  manner: SubscribeTry["manner"],
): Result<SubscribeTry, ActionFault> {
  const verdict = verdictOf(result);
  return verdict.ok ? ok({ ...verdict.value, manner }) : verdict;
}
