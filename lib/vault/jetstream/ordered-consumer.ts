// Messages of a stream through an ordered consumer: ephemeral, in memory, without acknowledgements. It is deleted at
// once when it is no longer wanted, and the server ends it after INACTIVE_MS without a listener, as when the tab
// dies. Used by stored-log.ts and bucket-watch.ts. Requests: ADR-17, ADR-9 (heartbeats and flow control) and
// nats-server server/jetstream_api.go.

import type { ApiAnswer, ApiSilence } from "@/lib/shared/facts/permission-tries";
import { parseHeaderBlock } from "@/lib/vault/message-store/store/header-block";
import { numberAt, textAt } from "@/lib/vault/nats/reply-fields";
import type { MessageParts } from "@/lib/vault/nats/wire/message-parts";
import { type Api, ask } from "./api";
import type { StoredMessage } from "./stored-message";
import type { StoredSource } from "./stored-source";

const NANOS = 1_000_000;
export const INACTIVE_MS = 5000;
const HEARTBEAT_MS = 2000;
/** So many heartbeats are missing when the consumer is gone. */
const MISSED = 3;
/** Heartbeats, and requests for flow control when they have a reply subject. */
const CONTROL = 100;
const ACK = "$JS.ACK.";
const NO_BYTES = new Uint8Array(0);

/** Of this vault, for names that no other consumer has. */
let made = 0;

export interface ConsumerPlan {
  /** Where it begins. */
  readonly sequence: number;
  /** Its bytes are valid during the call. */
  readonly onMessage: (message: StoredMessage) => void;
  /** Settles when it is no longer wanted. */
  readonly ended: Promise<void>;
}

/**
 * New messages as they are stored. Settles with null when it has ended: no longer wanted, lost, or with a gap, after
 * which it starts again. Else why there is no consumer, or "timed-out" when nothing was ever heard from it.
 */
export function followByConsumer(
  api: Api,
  source: StoredSource,
  plan: ConsumerPlan,
): Promise<ApiSilence | null> {
  return new OrderedConsumer(api, source, plan, false).run();
}

/**
 * Very many messages that are there, at the pace at which they are taken. Ends like `followByConsumer`, and when the
 * server has nothing left. What the server says of that is not exact on every release, so the caller asks itself.
 */
export function readByConsumer(
  api: Api,
  source: StoredSource,
  plan: ConsumerPlan,
): Promise<ApiSilence | null> {
  return new OrderedConsumer(api, source, plan, true).run();
}

/** What the server says of a consumer that it made. */
interface Made {
  readonly name: string;
  readonly pending: number | null;
}

class OrderedConsumer {
  private readonly name: string;
  private readonly inbox: string;
  /** The number of the next message among those of this consumer. */
  private expected = 1;
  /** Since the last heartbeat was due. */
  private isAlive = true;
  private isHeard = false;
  /** Part of each subject for flow control: stream and consumer. Until the server has named it, our name. */
  private flowPlace: string;
  private refusal: ApiSilence | null = null;
  private end: (isLost: boolean) => void = () => {};
  /** Whether it was lost. */
  private readonly over = new Promise<boolean>((resolve) => {
    this.end = resolve;
  });

  /** `isBulk`: it has flow control, and ends when nothing is left. */
  constructor(
    private readonly api: Api,
    private readonly source: StoredSource,
    private readonly plan: ConsumerPlan,
    private readonly isBulk: boolean,
  ) {
    const { inbox } = api.connection.requests;
    made += 1;
    this.name = `credence_${inbox.slice(inbox.lastIndexOf(".") + 1)}_${made}`;
    this.flowPlace = `.${source.stream}.${this.name}.`;
    // Its messages come with the subjects that they were stored under, so it has a separate inbox.
    this.inbox = `${inbox}_follow.${made}`;
  }

  async run(): Promise<ApiSilence | null> {
    const { api, plan, source } = this;
    const lose = () => this.end(true);
    const listening = api.connection.listen(this.inbox, "", (reply) => this.take(reply), lose);
    const answer = await this.create();
    if (answer.kind !== "told") {
      listening.stop();
      return answer;
    }
    const { name, pending } = answer.value;
    this.flowPlace = `.${source.stream}.${name}.`;
    const listened = await listening.result;
    if (!listened.ok) lose();
    if (this.isBulk && pending === 0) this.end(false);
    let missed = 0;
    const watch = setInterval(() => {
      missed = this.isAlive ? 0 : missed + 1;
      this.isAlive = false;
      if (missed >= MISSED || api.connection.isEnded) lose();
    }, HEARTBEAT_MS);
    void plan.ended.then(() => this.end(false));
    const isLost = await this.over;
    clearInterval(watch);
    listening.stop();
    await ask(api, `CONSUMER.DELETE.${source.stream}.${name}`, {}, () => null);
    if (this.refusal !== null) return this.refusal;
    // Made again it would be as silent: its inbox is refused, or lies in another account.
    return isLost && !this.isHeard ? { kind: "timed-out" } : null;
  }

  /** We name the consumer, and the subject ends with the filter. Rights from before 2.9 allow the request without a name only. */
  private async create(): Promise<ApiAnswer<Made>> {
    const { api, name } = this;
    const { stream, subject } = this.source;
    const isFiltered = subject !== ">";
    const config = {
      ...{ deliver_subject: this.inbox, deliver_policy: "by_start_sequence" },
      ...{ opt_start_seq: this.plan.sequence, ack_policy: "none", max_deliver: 1 },
      ...{ mem_storage: true, num_replicas: 1, inactive_threshold: INACTIVE_MS * NANOS },
      ...{ idle_heartbeat: HEARTBEAT_MS * NANOS, flow_control: this.isBulk },
      ...(isFiltered ? { filter_subject: subject } : {}),
    };
    const create = (place: string, named: object) =>
      ask(
        api,
        `CONSUMER.CREATE.${stream}${place}`,
        { stream_name: stream, config: { ...config, ...named } },
        (reply): Made => ({ name: textAt(reply, "name"), pending: numberAt(reply, "num_pending") }),
      );
    const answer = await create(`.${name}${isFiltered ? `.${subject}` : ""}`, { name });
    return answer.kind === "refused" ? create("", {}) : answer;
  }

  private take({ subject, reply, headers, payload, status }: MessageParts): void {
    this.isAlive = true;
    if (status !== null) {
      this.takeStatus(status, reply, headers);
      return;
    }
    const place = placeIn(reply);
    if (place?.delivered !== this.expected) {
      this.end(true);
      return;
    }
    this.isHeard = true;
    this.expected += 1;
    const { at, stored, pending } = place;
    const head = headers ?? NO_BYTES;
    this.plan.onMessage({ sequence: stored, at, subject, payload, head });
    if (this.isBulk && pending === 0) this.end(false);
  }

  private takeStatus(status: number, reply: string, block: Uint8Array | null): void {
    const fields = block === null ? [] : parseHeaderBlock(block).headers;
    const field = (name: string) => fields.find(([one]) => one === name)?.[1] ?? "";
    // With a heartbeat: a request for flow control that was not answered yet.
    const toAllow = reply === "" ? field("Nats-Consumer-Stalled") : reply;
    // Anyone who may publish to the inbox can name a subject here. Only that of this consumer is answered.
    const isFlow = toAllow.startsWith("$JS.FC.") && toAllow.includes(this.flowPlace);
    if (toAllow !== "" && !(this.isBulk && isFlow)) return;
    this.isHeard = true;
    if (status !== CONTROL || Number(field("Nats-Last-Consumer")) >= this.expected) this.end(true);
    else if (toAllow !== "") void this.allowMore(toAllow);
    // A heartbeat comes only when nothing else does.
    else if (this.isBulk) this.end(false);
  }

  private async allowMore(subject: string): Promise<void> {
    const message = { subject, payload: NO_BYTES, headers: [], reply: "" };
    const sent = await this.api.connection.publish(message, { isSilent: true });
    if (sent.ok) return;
    const text = String(sent.fault.params?.["text"] ?? "");
    this.refusal =
      sent.fault.code === "permissions-violation"
        ? { kind: "refused", text }
        : { kind: "timed-out" };
    this.end(true);
  }
}

/** "$JS.ACK.<stream>.<consumer>.<tries>.<stored>.<delivered>.<nanoseconds>.<pending>", or with domain and account. */
function placeIn(reply: string) {
  if (!reply.startsWith(ACK)) return null;
  const ends: number[] = [];
  for (let dot = ACK.length - 1; dot >= 0; dot = reply.indexOf(".", dot + 1)) ends.push(dot);
  const first = ends.length >= 9 ? 5 : 3;
  const part = (index: number, cut = 0) =>
    Number(reply.slice((ends[index] ?? 0) + 1, (ends[index + 1] ?? reply.length) - cut));
  const [stored, delivered, pending] = [part(first), part(first + 1), part(first + 3)];
  // Nanoseconds since 1970 are past what a number holds exactly.
  const at = part(first + 2, 3) / 1000;
  return Number.isFinite(at + delivered) ? { stored, delivered, pending, at } : null;
}
