// Ready-made lists: what a common use of NATS asks of the permissions. Subjects as the clients use them:
// nats.js and nats.go (jetstream, kv, object store, micro), ADR-6, ADR-8, ADR-20, ADR-32. Read by
// need-answer.ts and shown by the page.

import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";
import type { Question } from "./decision";

export type NeedId =
  | "request"
  | "respond"
  | "consume"
  | "publish-to-stream"
  | "manage-streams"
  | "kv-read"
  | "kv-write"
  | "object-read"
  | "object-write"
  | "service"
  | "user-info";

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

export interface Need {
  readonly id: NeedId;
  readonly title: string;
  /** In the order to show; the rest of NeedValues is not looked at. */
  readonly parameters: readonly NeedParameter[];
}

export interface NeedPart extends Question {
  /** What it is for, to follow "may not": "ask for the next message". */
  readonly purpose: string;
  /** Works without it, with less. */
  readonly isOptional: boolean;
  /** A reply to a request: where `resp` lets it through, that is enough. */
  readonly isReply: boolean;
  /** The rule that would allow it, no wider than it has to be. */
  readonly rule: string;
}

export const NEEDS: readonly Need[] = [
  { id: "request", title: "Send requests", parameters: ["subject", "inbox"] },
  { id: "respond", title: "Answer requests", parameters: ["subject", "queue", "inbox"] },
  {
    id: "consume",
    title: "Consume a stream",
    parameters: ["stream", "consumer", "domain", "inbox"],
  },
  { id: "publish-to-stream", title: "Publish to a stream", parameters: ["subject", "inbox"] },
  { id: "manage-streams", title: "Manage a stream", parameters: ["stream", "domain", "inbox"] },
  { id: "kv-read", title: "Read a key-value bucket", parameters: ["bucket", "domain", "inbox"] },
  { id: "kv-write", title: "Write a key-value bucket", parameters: ["bucket", "domain", "inbox"] },
  { id: "object-read", title: "Read an object store", parameters: ["bucket", "domain", "inbox"] },
  { id: "object-write", title: "Write an object store", parameters: ["bucket", "domain", "inbox"] },
  { id: "service", title: "Run a service", parameters: ["service", "subject", "queue", "inbox"] },
  { id: "user-info", title: "Ask the server who one is", parameters: ["inbox"] },
];

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

/** Stands for the parts that clients make up; a rule has a wildcard in its place. */
const ANY = "id";

export function partsOf(id: NeedId, values: NeedValues): readonly NeedPart[] {
  const { subject, queue, stream, consumer, bucket, service } = values;
  const inbox = inboxOf(values);
  const js = apiOf(values);
  switch (id) {
    case "request":
      return [publish(subject, "send the request"), inbox];
    case "respond":
      return [subscribe(subject, queue, "receive requests"), reply(values)];
    case "service":
      return [
        subscribe(subject, queue, "receive requests"),
        reply(values),
        ...["PING", "INFO", "STATS"].flatMap((verb) => [
          optional(subscribe(`$SRV.${verb}`, "", `be found (${verb})`)),
          optional(
            subscribe(
              `$SRV.${verb}.${service}`,
              "",
              `be found by name (${verb})`,
              `$SRV.${verb}.>`,
            ),
          ),
          optional(
            subscribe(
              `$SRV.${verb}.${service}.${ANY}`,
              "",
              `be found by id (${verb})`,
              `$SRV.${verb}.>`,
            ),
          ),
        ]),
      ];
    case "user-info":
      return [publish(USER_INFO_SUBJECT, "ask"), inbox];
    case "publish-to-stream":
      return [publish(subject, "publish"), { ...inbox, purpose: "receive the confirmation" }];
    case "manage-streams":
      return [
        publish(`${js}.STREAM.INFO.${stream}`, "see the stream"),
        publish(`${js}.STREAM.CREATE.${stream}`, "create the stream"),
        publish(`${js}.STREAM.UPDATE.${stream}`, "change the stream"),
        publish(`${js}.STREAM.DELETE.${stream}`, "delete the stream"),
        publish(`${js}.STREAM.PURGE.${stream}`, "purge the stream"),
        inbox,
        optional(publish(`${js}.STREAM.LIST`, "list streams")),
        optional(publish(`${js}.STREAM.NAMES`, "list the names of streams")),
        optional(publish(`${js}.INFO`, "see the account's limits")),
      ];
    case "consume":
      return [
        publish(`${js}.CONSUMER.MSG.NEXT.${stream}.${consumer}`, "ask for the next message"),
        publish(
          `$JS.ACK.${stream}.${consumer}.1.1.1.1.1`,
          "acknowledge messages",
          `$JS.ACK.${stream}.${consumer}.>`,
        ),
        { ...inbox, purpose: "receive messages" },
        optional(publish(`${js}.CONSUMER.INFO.${stream}.${consumer}`, "see the consumer")),
        optional(publish(`${js}.STREAM.INFO.${stream}`, "see the stream")),
        optional(
          publish(
            `${js}.CONSUMER.CREATE.${stream}.${consumer}`,
            "create the consumer",
            `${js}.CONSUMER.CREATE.${stream}.>`,
          ),
        ),
        optional(
          publish(
            `$JS.FC.${stream}.${consumer}.1.${ANY}`,
            "answer flow control of push consumers",
            `$JS.FC.${stream}.>`,
          ),
        ),
        optional(publish(`${js}.INFO`, "see the account's limits, as nats.js does at first")),
      ];
    case "kv-read":
      return readBucket(js, `KV_${bucket}`, `$KV.${bucket}.${ANY}`, inbox, "a key");
    case "kv-write":
      return [
        publish(`${js}.STREAM.INFO.KV_${bucket}`, "open the bucket"),
        publish(`${keyPrefix(values)}.${ANY}`, "write a key", `${keyPrefix(values)}.>`),
        { ...inbox, purpose: "receive the confirmation" },
        optional(publish(`${js}.STREAM.PURGE.KV_${bucket}`, "clear the history of keys")),
      ];
    case "object-read":
      return readBucket(
        js,
        `OBJ_${bucket}`,
        `$O.${bucket}.M.${ANY}`,
        inbox,
        "what is known of an object",
      );
    case "object-write":
      return [
        publish(`${js}.STREAM.INFO.OBJ_${bucket}`, "open the store"),
        publish(`$O.${bucket}.C.${ANY}`, "write the parts of an object", `$O.${bucket}.C.>`),
        publish(`$O.${bucket}.M.${ANY}`, "write what is known of an object", `$O.${bucket}.M.>`),
        publish(
          `${js}.DIRECT.GET.OBJ_${bucket}.$O.${bucket}.M.${ANY}`,
          "look up an older version",
          `${js}.DIRECT.GET.OBJ_${bucket}.>`,
        ),
        { ...inbox, purpose: "receive the confirmation" },
        optional(publish(`${js}.STREAM.PURGE.OBJ_${bucket}`, "remove older parts")),
      ];
  }
}

function readBucket(
  js: string,
  stream: string,
  subject: string,
  inbox: NeedPart,
  what: string,
): readonly NeedPart[] {
  const create = `${js}.CONSUMER.CREATE.${stream}`;
  const isStore = stream.startsWith("OBJ_");
  const follow = publish(
    `${create}.${ANY}.${subject}`,
    "read parts or follow changes",
    `${create}.>`,
  );
  return [
    publish(`${js}.STREAM.INFO.${stream}`, "open it"),
    publish(
      `${js}.DIRECT.GET.${stream}.${subject}`,
      `read ${what}`,
      `${js}.DIRECT.GET.${stream}.>`,
    ),
    { ...inbox, purpose: "receive answers" },
    isStore ? follow : optional(follow),
    optional(publish(`${js}.STREAM.MSG.GET.${stream}`, "read where direct access is off")),
    optional(
      publish(
        `${js}.CONSUMER.DELETE.${stream}.${ANY}`,
        "end following",
        `${js}.CONSUMER.DELETE.${stream}.>`,
      ),
    ),
    optional(
      publish(`$JS.FC.${stream}.${ANY}.1.${ANY}`, "answer flow control", `$JS.FC.${stream}.>`),
    ),
  ];
}

const apiOf = ({ domain }: NeedValues) => (domain === "" ? "$JS.API" : `$JS.${domain}.API`);

/** With a domain, clients put keys through its API subject (nats.go kv.go useJSPfx). */
const keyPrefix = (values: NeedValues) =>
  values.domain === "" ? `$KV.${values.bucket}` : `${apiOf(values)}.$KV.${values.bucket}`;

function publish(subject: string, purpose: string, rule = subject): NeedPart {
  const more = { isOptional: false, isReply: false };
  return { action: "publish", subject, queue: "", purpose, rule, ...more };
}

function subscribe(subject: string, queue: string, purpose: string, rule = subject): NeedPart {
  const more = { isOptional: false, isReply: false };
  return { action: "subscribe", subject, queue, purpose, rule, ...more };
}

const optional = (part: NeedPart): NeedPart => ({ ...part, isOptional: true });

/** Clients subscribe to "<prefix>.<id>.*". */
function inboxOf({ inbox }: NeedValues): NeedPart {
  return subscribe(`${inbox}.${ANY}.*`, "", "receive the reply", `${inbox}.>`);
}

function reply({ inbox }: NeedValues): NeedPart {
  return { ...publish(`${inbox}.${ANY}.1`, "reply", `${inbox}.>`), isReply: true };
}
