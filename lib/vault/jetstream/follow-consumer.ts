// New messages of a stream through an ordered consumer: ephemeral, in memory, without acknowledgements. It is deleted
// at once when it is no longer wanted, and the server ends it after INACTIVE_MS without a listener, as when the tab
// dies. Used by stored-log.ts. Requests: ADR-17 and nats-server server/jetstream_api.go.

import type { ApiSilence } from "@/lib/shared/facts/permission-tries";
import { type Api, ask } from "./api";
import type { StoredSource } from "./read-stored";
import type { StoredMessage } from "./stored-message";

const NANOS = 1_000_000;
export const INACTIVE_MS = 5000;
const HEARTBEAT_MS = 2000;
/** So many heartbeats are missing when the consumer is gone. */
const MISSED = 3;

/** Of this vault, for names that no other consumer has. */
let made = 0;

export interface FollowPlan {
  /** Where it begins. */
  readonly sequence: number;
  readonly onMessage: (message: StoredMessage) => void;
  /** Settles when it is no longer wanted. */
  readonly ended: Promise<void>;
}

/**
 * Settles with null when it has ended: no longer wanted, lost, or with a gap, after which it starts again. Else why
 * there is no consumer, or "timed-out" when nothing was ever heard from it.
 */
export async function followByConsumer(
  api: Api,
  { stream, subject }: StoredSource,
  { sequence, onMessage, ended }: FollowPlan,
): Promise<ApiSilence | null> {
  const { inbox: ownInbox } = api.connection.requests;
  made += 1;
  const name = `credence_${ownInbox.slice(ownInbox.lastIndexOf(".") + 1)}_${made}`;
  let expected = 1;
  let heardAt = performance.now();
  let isHeard = false;
  let onLost = () => {};
  const lost = new Promise<void>((resolve) => {
    onLost = resolve;
  });
  // Its messages come with the subjects that they were stored under, so it has a separate inbox.
  const inbox = `${ownInbox}_follow.${made}`;
  const listening = api.connection.listen(
    inbox,
    "",
    ({ subject: on, reply, headers, payload, status }) => {
      heardAt = performance.now();
      const place = status === null ? placeIn(reply) : null;
      if (status === null && place?.delivered !== expected) return onLost();
      isHeard = true;
      if (place === null) return;
      expected += 1;
      const { at, stored } = place;
      onMessage({
        ...{ sequence: stored, at, subject: on, payload: payload.slice() },
        head: headers?.slice() ?? new Uint8Array(0),
      });
    },
    onLost,
  );
  const filter = subject === ">" ? "" : `.${subject}`;
  const answer = await ask(
    api,
    `CONSUMER.CREATE.${stream}.${name}${filter}`,
    {
      stream_name: stream,
      config: {
        ...{ name, deliver_subject: inbox, deliver_policy: "by_start_sequence" },
        ...{ opt_start_seq: sequence, ack_policy: "none", max_deliver: 1, mem_storage: true },
        ...{ num_replicas: 1, inactive_threshold: INACTIVE_MS * NANOS },
        idle_heartbeat: HEARTBEAT_MS * NANOS,
        ...(subject === ">" ? {} : { filter_subject: subject }),
      },
    },
    () => null,
  );
  if (answer.kind !== "told") {
    listening.stop();
    return answer;
  }
  const listened = await listening.result;
  if (!listened.ok) onLost();
  heardAt = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - heardAt > MISSED * HEARTBEAT_MS) onLost();
  }, HEARTBEAT_MS);
  const isLost = await Promise.race([ended.then(() => false), lost.then(() => true)]);
  clearInterval(watch);
  listening.stop();
  await ask(api, `CONSUMER.DELETE.${stream}.${name}`, {}, () => null);
  // Made again it would be as silent: its inbox is refused, or lies in another account.
  return isLost && !isHeard ? { kind: "timed-out" } : null;
}

/** "$JS.ACK.<stream>.<consumer>.<tries>.<stored>.<delivered>.<nanoseconds>.<pending>", or with domain and account. */
function placeIn(reply: string) {
  const tokens = reply.split(".");
  const first = tokens.length >= 11 ? 7 : 5;
  const [stored, delivered, nanos] = tokens.slice(first, first + 3);
  if (tokens[1] !== "ACK" || stored === undefined || delivered === undefined) return null;
  // Nanoseconds since 1970 are past what a number holds exactly.
  const at = Number(nanos?.slice(0, -3)) / 1000;
  return Number.isFinite(at) ? { stored: Number(stored), delivered: Number(delivered), at } : null;
}
