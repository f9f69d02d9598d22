// The infos of streams and consumers, as JetStream sends them → facts. Used by overview.ts. Fields: nats-server
// server/stream.go (StreamConfig, StreamState) and server/consumer.go (ConsumerConfig, ConsumerInfo).

import { type Fields, fieldsOf } from "@/lib/shared/base/fields";
import type {
  ConsumerSummary,
  StreamOrigin,
  StreamSummary,
} from "@/lib/shared/facts/permission-tries";
import { fieldsAt, listAt, numberAt, textAt, textsAt } from "@/lib/vault/nats/reply-fields";

const MAX_LISTED = 256;
const MAX_FIELD_CHARS = 16_384;

export function streamOf(fields: Fields): StreamSummary {
  const config = fieldsAt(fields, "config");
  const state = fieldsAt(fields, "state");
  const cluster = fieldsAt(fields, "cluster");
  const name = textAt(config, "name");
  const count = (field: string) => numberAt(state, field) ?? 0;
  const time = (field: string) => {
    const at = Date.parse(textAt(state, field));
    return count("last_seq") === 0 || Number.isNaN(at) ? null : at;
  };
  return {
    name,
    subjects: textsAt(config, "subjects", MAX_LISTED) ?? [],
    storage: textAt(config, "storage"),
    retention: textAt(config, "retention"),
    messages: count("messages"),
    bytes: count("bytes"),
    consumers: count("consumer_count"),
    firstSeq: count("first_seq"),
    lastSeq: count("last_seq"),
    firstAt: count("messages") === 0 ? null : time("first_ts"),
    lastAt: time("last_ts"),
    deleted: count("num_deleted"),
    subjectCount: numberAt(state, "num_subjects"),
    mirror:
      config["mirror"] === undefined
        ? null
        : originOf(fieldsAt(config, "mirror"), fieldsAt(fields, "mirror")),
    sources: listAt(config, "sources", MAX_LISTED).map((one, index) =>
      originOf(fieldsOf(one), fieldsOf(listAt(fields, "sources", MAX_LISTED)[index])),
    ),
    allowsDirect: config["allow_direct"] === true,
    holds: name.startsWith("KV_") ? "kv" : name.startsWith("OBJ_") ? "objects" : "messages",
    config: configOf(config),
    leader: textAt(cluster, "leader"),
    replicas: listAt(cluster, "replicas", MAX_LISTED).map((one) => {
      const replica = fieldsOf(one);
      return {
        name: textAt(replica, "name"),
        isCurrent: replica["current"] === true,
        isOffline: replica["offline"] === true,
        lag: numberAt(replica, "lag") ?? 0,
      };
    }),
  };
}

/** The state lists origins as the configuration does (nats-server server/stream.go, sourcesInfo), and is checked by name. */
function originOf(config: Fields, state: Fields): StreamOrigin {
  const name = textAt(config, "name");
  const isKnown = textAt(state, "name") === name;
  const nanos = isKnown ? (numberAt(state, "active") ?? -1) : -1;
  return {
    name,
    api: textAt(fieldsAt(config, "external"), "api"),
    lag: isKnown ? numberAt(state, "lag") : null,
    heardMs: nanos < 0 ? null : nanos / 1e6,
  };
}

export function consumerOf(fields: Fields): ConsumerSummary {
  const config = fieldsAt(fields, "config");
  const [delivered, ackFloor] = [fieldsAt(fields, "delivered"), fieldsAt(fields, "ack_floor")];
  const ackPolicy = textAt(config, "ack_policy");
  const filter = textAt(config, "filter_subject");
  const deliverSubject = textAt(config, "deliver_subject");
  const count = (field: string) => numberAt(fields, field) ?? 0;
  return {
    name: textAt(fields, "name"),
    isPull: deliverSubject === "",
    filters: textsAt(config, "filter_subjects", MAX_LISTED) ?? (filter === "" ? [] : [filter]),
    pending: count("num_pending"),
    ackPending: count("num_ack_pending"),
    redelivered: count("num_redelivered"),
    waiting: count("num_waiting"),
    delivered: numberAt(delivered, "stream_seq") ?? 0,
    ackFloor: numberAt(ackFloor, "stream_seq") ?? 0,
    deliveredAt: timeAt(delivered, "last_active"),
    ackFloorAt: timeAt(ackFloor, "last_active"),
    maxAckPending: limitAt(config, "max_ack_pending"),
    deliverPolicy: textAt(config, "deliver_policy"),
    ackPolicy,
    ackWaitMs: ackPolicy === "none" ? null : (numberAt(config, "ack_wait") ?? 0) / 1e6,
    maxDeliver: limitAt(config, "max_deliver"),
    deliverSubject,
    deliverGroup: textAt(config, "deliver_group"),
    isBound: deliverSubject === "" ? null : fields["push_bound"] === true,
    isPaused: fields["paused"] === true,
    pausedUntil: timeAt(config, "pause_until"),
    groups: groupsOf(config, fields),
    groupPolicy: textAt(config, "priority_policy"),
    leader: textAt(fieldsAt(fields, "cluster"), "leader"),
    config: configOf(config),
  };
}

/** The state names a group only once a client asked for messages in it. */
function groupsOf(config: Fields, info: Fields): ConsumerSummary["groups"] {
  const states = listAt(info, "priority_groups", MAX_LISTED).map(fieldsOf);
  return (textsAt(config, "priority_groups", MAX_LISTED) ?? []).map((name) => {
    const state = states.find((one) => textAt(one, "group") === name) ?? {};
    return { name, pinnedTo: textAt(state, "pinned_client_id") };
  });
}

/** Null for a time that the server leaves out or writes as its zero, in the year 1. */
function timeAt(fields: Fields, name: string): number | null {
  const at = Date.parse(textAt(fields, name));
  return at > 0 ? at : null;
}

/** -1 and 0 stand for no limit. */
function limitAt(fields: Fields, name: string): number | null {
  const limit = numberAt(fields, name) ?? -1;
  return limit > 0 ? limit : null;
}

/** A field that is longer than the bound is cut. */
function configOf(config: Fields): readonly (readonly [string, string])[] {
  return Object.entries(config)
    .slice(0, MAX_LISTED)
    .map(([name, value]) => [name, JSON.stringify(value).slice(0, MAX_FIELD_CHARS)] as const);
}
