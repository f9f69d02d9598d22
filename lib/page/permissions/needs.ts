// Ready-made lists: which permissions a common use of NATS needs. The subjects are those of the clients:
// nats.js and nats.go (jetstream, kv, object store, micro), ADR-6, ADR-8, ADR-20, ADR-32. Read by
// need-answer.ts; the texts are in need-text.ts.

import { jetStreamPrefix } from "@/lib/shared/grammar/jetstream-api";
import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";
import type { Question } from "./decision";
import type { ServerModel } from "./versions/server-model";

/** In the order to show. */
export const NEED_IDS = [
  "request",
  "respond",
  "consume",
  "create-consumer",
  "create-filtered-consumer",
  "read-stream",
  "publish-to-stream",
  "manage-streams",
  "kv-read",
  "kv-read-by-payload",
  "kv-write",
  "object-read",
  "object-write",
  "service",
  "user-info",
] as const;

export type NeedId = (typeof NEED_IDS)[number];

export type NeedParameter =
  | "inbox"
  | "subject"
  | "queue"
  | "domain"
  | "stream"
  | "consumer"
  | "bucket"
  | "service";

export type NeedValues = Readonly<Record<NeedParameter, string>>;

/** The requests by which a service is found (ADR-32). */
const DISCOVERY = ["PING", "INFO", "STATS"] as const;

type DiscoveryVerb = (typeof DISCOVERY)[number];

/** What a part is for. Each has a text in need-text.ts. */
export type NeedPurpose =
  | "ask"
  | "publish"
  | "reply"
  | "read-key"
  | "read-any-key"
  | "read-object-info"
  | `be-found-${DiscoveryVerb}`
  | `be-found-by-name-${DiscoveryVerb}`
  | `be-found-by-id-${DiscoveryVerb}`
  | "send-request"
  | "receive-requests"
  | "receive-confirmation"
  | "see-stream"
  | "create-stream"
  | "change-stream"
  | "delete-stream"
  | "purge-stream"
  | "list-streams"
  | "list-stream-names"
  | "see-limits"
  | "next-message"
  | "acknowledge"
  | "acknowledge-flagged"
  | "flow-control-flagged"
  | "receive-messages"
  | "see-consumer"
  | "create-consumer"
  | "create-unnamed-consumer"
  | "create-filtered-consumer"
  | "read-messages"
  | "read-directly"
  | "follow-messages"
  | "end-following"
  | "read-in-bulk"
  | "push-flow-control"
  | "see-limits-first"
  | "open-bucket"
  | "write-key"
  | "clear-history"
  | "open-store"
  | "write-object-parts"
  | "write-object-info"
  | "find-older-version"
  | "remove-older-parts"
  | "follow-changes"
  | "open"
  | "receive-answers"
  | "read-indirectly"
  | "stop-following"
  | "flow-control"
  | "receive-reply";

export interface NeedPart extends Question {
  readonly purpose: NeedPurpose;
  /** The use works without it, but does less. */
  readonly isOptional: boolean;
  /** A reply to a request. Response permissions are enough for it. */
  readonly isReply: boolean;
  /** The narrowest rule that would allow it. */
  readonly rule: string;
}

/** `inbox`: the prefix in use. */
export function defaultValues(inbox: string): NeedValues {
  return {
    inbox,
    subject: "orders.new",
    queue: "",
    domain: "",
    stream: "ORDERS",
    consumer: "worker",
    bucket: "config",
    service: "orders",
  };
}

/** A sample for the parts that clients make up. A rule has a wildcard in its place. */
const ANY = "id";

export function partsOf(
  id: NeedId,
  values: NeedValues,
  { hasAckFlag }: Pick<ServerModel, "hasAckFlag">,
): readonly NeedPart[] {
  const { subject, queue, stream, consumer, bucket, service } = values;
  const inbox = inboxOf(values);
  const js = apiOf(values);
  switch (id) {
    case "request":
      return [publish(subject, "send-request"), inbox];
    case "respond":
      return [subscribe(subject, queue, "receive-requests"), reply(values)];
    case "service":
      return [
        subscribe(subject, queue, "receive-requests"),
        reply(values),
        ...DISCOVERY.flatMap((verb) => [
          optional(subscribe(`$SRV.${verb}`, "", `be-found-${verb}`)),
          optional(
            subscribe(`$SRV.${verb}.${service}`, "", `be-found-by-name-${verb}`, `$SRV.${verb}.>`),
          ),
          optional(
            subscribe(
              `$SRV.${verb}.${service}.${ANY}`,
              "",
              `be-found-by-id-${verb}`,
              `$SRV.${verb}.>`,
            ),
          ),
        ]),
      ];
    case "user-info":
      return [publish(USER_INFO_SUBJECT, "ask"), inbox];
    case "publish-to-stream":
      return [publish(subject, "publish"), { ...inbox, purpose: "receive-confirmation" }];
    case "manage-streams":
      return [
        publish(`${js}.STREAM.INFO.${stream}`, "see-stream"),
        publish(`${js}.STREAM.CREATE.${stream}`, "create-stream"),
        publish(`${js}.STREAM.UPDATE.${stream}`, "change-stream"),
        publish(`${js}.STREAM.DELETE.${stream}`, "delete-stream"),
        publish(`${js}.STREAM.PURGE.${stream}`, "purge-stream"),
        inbox,
        optional(publish(`${js}.STREAM.LIST`, "list-streams")),
        optional(publish(`${js}.STREAM.NAMES`, "list-stream-names")),
        optional(publish(`${js}.INFO`, "see-limits")),
      ];
    case "consume":
      return [
        publish(`${js}.CONSUMER.MSG.NEXT.${stream}.${consumer}`, "next-message"),
        publish(
          `$JS.ACK.${stream}.${consumer}.1.1.1.1.1`,
          "acknowledge",
          `$JS.ACK.${stream}.${consumer}.>`,
        ),
        { ...inbox, purpose: "receive-messages" },
        ...(hasAckFlag ? flaggedAcks(values) : []),
        optional(publish(`${js}.CONSUMER.INFO.${stream}.${consumer}`, "see-consumer")),
        optional(publish(`${js}.STREAM.INFO.${stream}`, "see-stream")),
        optional(
          publish(
            `${js}.CONSUMER.CREATE.${stream}.${consumer}`,
            "create-consumer",
            `${js}.CONSUMER.CREATE.${stream}.>`,
          ),
        ),
        optional(
          publish(
            `$JS.FC.${stream}.${consumer}.1.${ANY}`,
            "push-flow-control",
            `$JS.FC.${stream}.>`,
          ),
        ),
        optional(publish(`${js}.INFO`, "see-limits-first")),
      ];
    case "create-consumer":
      return [
        publish(`${js}.CONSUMER.CREATE.${stream}.${consumer}`, "create-consumer"),
        inbox,
        // Without a name the server makes one up, and the filter is in the payload.
        optional(publish(`${js}.CONSUMER.CREATE.${stream}`, "create-unnamed-consumer")),
      ];
    case "create-filtered-consumer":
      return [
        publish(
          `${js}.CONSUMER.CREATE.${stream}.${consumer}.${subject}`,
          "create-filtered-consumer",
        ),
        inbox,
      ];
    case "read-stream":
      return [
        publish(`${js}.STREAM.INFO.${stream}`, "see-stream"),
        publish(`${js}.STREAM.MSG.GET.${stream}`, "read-messages"),
        { ...inbox, purpose: "receive-answers" },
        // Only streams with allow_direct answer it.
        optional(publish(`${js}.DIRECT.GET.${stream}`, "read-directly")),
        optional(
          publish(
            `${js}.CONSUMER.CREATE.${stream}.${ANY}`,
            "follow-messages",
            `${js}.CONSUMER.CREATE.${stream}.>`,
          ),
        ),
        optional(
          publish(
            `${js}.CONSUMER.DELETE.${stream}.${ANY}`,
            "end-following",
            `${js}.CONSUMER.DELETE.${stream}.>`,
          ),
        ),
        optional(publish(`$JS.FC.${stream}.${ANY}.1.${ANY}`, "read-in-bulk", `$JS.FC.${stream}.>`)),
        ...(hasAckFlag ? [flaggedFlowControl({ ...values, consumer: ANY })] : []),
        optional(publish(`${js}.STREAM.LIST`, "list-streams")),
      ];
    case "kv-read-by-payload":
      return [
        publish(`${js}.STREAM.INFO.KV_${bucket}`, "open"),
        publish(`${js}.DIRECT.GET.KV_${bucket}`, "read-any-key"),
        { ...inbox, purpose: "receive-answers" },
      ];
    case "kv-read":
      return readBucket(js, `KV_${bucket}`, `$KV.${bucket}.${ANY}`, inbox, "read-key");
    case "kv-write":
      return [
        publish(`${js}.STREAM.INFO.KV_${bucket}`, "open-bucket"),
        publish(`${keyPrefix(values)}.${ANY}`, "write-key", `${keyPrefix(values)}.>`),
        { ...inbox, purpose: "receive-confirmation" },
        optional(publish(`${js}.STREAM.PURGE.KV_${bucket}`, "clear-history")),
      ];
    case "object-read":
      return readBucket(js, `OBJ_${bucket}`, `$O.${bucket}.M.${ANY}`, inbox, "read-object-info");
    case "object-write":
      return [
        publish(`${js}.STREAM.INFO.OBJ_${bucket}`, "open-store"),
        publish(`$O.${bucket}.C.${ANY}`, "write-object-parts", `$O.${bucket}.C.>`),
        publish(`$O.${bucket}.M.${ANY}`, "write-object-info", `$O.${bucket}.M.>`),
        publish(
          `${js}.DIRECT.GET.OBJ_${bucket}.$O.${bucket}.M.${ANY}`,
          "find-older-version",
          `${js}.DIRECT.GET.OBJ_${bucket}.>`,
        ),
        { ...inbox, purpose: "receive-confirmation" },
        optional(publish(`${js}.STREAM.PURGE.OBJ_${bucket}`, "remove-older-parts")),
      ];
  }
}

/** The same replies where the server has the flag js_ack_fc_v2 (ServerModel.hasAckFlag). */
function flaggedAcks(values: NeedValues): readonly NeedPart[] {
  const { stream, consumer } = values;
  return [
    optional(
      publish(
        `$JS.ACK.${flaggedPlace(values)}.${stream}.${consumer}.1.1.1.1.1`,
        "acknowledge-flagged",
        `$JS.ACK.*.*.${stream}.${consumer}.>`,
      ),
    ),
    flaggedFlowControl(values),
  ];
}

function flaggedFlowControl(values: NeedValues): NeedPart {
  const { stream, consumer } = values;
  const subject = `$JS.FC.${flaggedPlace(values)}.${stream}.${consumer}.1.${ANY}`;
  return optional(publish(subject, "flow-control-flagged", `$JS.FC.*.*.${stream}.>`));
}

/** The domain and the account, which the server gives as a hash. */
const flaggedPlace = ({ domain }: NeedValues) => `${domain === "" ? "_" : domain}.${ANY}`;

function readBucket(
  js: string,
  stream: string,
  subject: string,
  inbox: NeedPart,
  purpose: NeedPurpose,
): readonly NeedPart[] {
  const create = `${js}.CONSUMER.CREATE.${stream}`;
  const isStore = stream.startsWith("OBJ_");
  const follow = publish(`${create}.${ANY}.${subject}`, "follow-changes", `${create}.>`);
  return [
    publish(`${js}.STREAM.INFO.${stream}`, "open"),
    publish(`${js}.DIRECT.GET.${stream}.${subject}`, purpose, `${js}.DIRECT.GET.${stream}.>`),
    { ...inbox, purpose: "receive-answers" },
    isStore ? follow : optional(follow),
    optional(publish(`${js}.STREAM.MSG.GET.${stream}`, "read-indirectly")),
    optional(
      publish(
        `${js}.CONSUMER.DELETE.${stream}.${ANY}`,
        "stop-following",
        `${js}.CONSUMER.DELETE.${stream}.>`,
      ),
    ),
    optional(publish(`$JS.FC.${stream}.${ANY}.1.${ANY}`, "flow-control", `$JS.FC.${stream}.>`)),
  ];
}

const apiOf = ({ domain }: NeedValues) => jetStreamPrefix(domain);

/** With a domain, clients put keys through its API subject (nats.go kv.go useJSPfx). */
const keyPrefix = (values: NeedValues) =>
  values.domain === "" ? `$KV.${values.bucket}` : `${apiOf(values)}.$KV.${values.bucket}`;

function publish(subject: string, purpose: NeedPurpose, rule = subject): NeedPart {
  const more = { isOptional: false, isReply: false };
  return { action: "publish", subject, queue: "", purpose, rule, ...more };
}

function subscribe(subject: string, queue: string, purpose: NeedPurpose, rule = subject): NeedPart {
  const more = { isOptional: false, isReply: false };
  return { action: "subscribe", subject, queue, purpose, rule, ...more };
}

const optional = (part: NeedPart): NeedPart => ({ ...part, isOptional: true });

/** Clients subscribe to "<prefix>.<id>.*". */
function inboxOf({ inbox }: NeedValues): NeedPart {
  return subscribe(`${inbox}.${ANY}.*`, "", "receive-reply", `${inbox}.>`);
}

function reply({ inbox }: NeedValues): NeedPart {
  return { ...publish(`${inbox}.${ANY}.1`, "reply", `${inbox}.>`), isReply: true };
}
