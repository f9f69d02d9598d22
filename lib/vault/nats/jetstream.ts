// Reads the JetStream of the user's account by plain requests on its API. Nothing is changed. Used by
// permission-tries.ts. Each request is answered, refused or left without an answer separately, and the page
// shows which. Subjects and fields: nats-server server/jetstream_api.go.

import { type Fields, fieldsOf } from "@/lib/shared/base/fields";
import type {
  ApiAnswer,
  ConsumerSummary,
  JetStreamAccount,
  JetStreamOverview,
  JetStreamUse,
  StreamDetail,
  StreamSummary,
} from "@/lib/shared/facts/permission-tries";
import type { Connection } from "./connection";
import { fieldsAt, listAt, numberAt, readJson, textAt, textsAt } from "./reply-fields";

const TIMEOUT_MS = 5000;
/** This many streams are read. Further ones are only counted. */
const MAX_STREAMS = 1024;
const MAX_CONSUMERS = 256;
const MAX_SUBJECTS = 256;

export async function readJetStream(
  connection: Connection,
  domain: string,
): Promise<JetStreamOverview> {
  const api = apiOf(domain);
  const account = await ask(connection, `${api}.INFO`, {}, accountOf);
  const streams = await listStreams(connection, api);
  if (streams.kind === "told") return { account, streams };
  const names = await ask(connection, `${api}.STREAM.NAMES`, {}, (reply) => ({
    list: [],
    names: textsAt(reply, "streams", MAX_STREAMS) ?? [],
    total: numberAt(reply, "total") ?? 0,
  }));
  // The refusal of the first question says more than the refusal of this one.
  return { account, streams: names.kind === "told" ? names : streams };
}

export async function readStream(
  connection: Connection,
  domain: string,
  name: string,
): Promise<StreamDetail> {
  const api = apiOf(domain);
  const [stream, consumers] = await Promise.all([
    ask(connection, `${api}.STREAM.INFO.${name}`, {}, streamOf),
    ask(connection, `${api}.CONSUMER.LIST.${name}`, {}, (reply) =>
      listAt(reply, "consumers", MAX_CONSUMERS).map((one) => consumerOf(fieldsOf(one))),
    ),
  ]);
  return { stream, consumers };
}

const apiOf = (domain: string) => (domain === "" ? "$JS.API" : `$JS.${domain}.API`);

async function listStreams(
  connection: Connection,
  api: string,
): Promise<JetStreamOverview["streams"]> {
  const list: StreamSummary[] = [];
  let total = 0;
  do {
    const page = await ask(connection, `${api}.STREAM.LIST`, { offset: list.length }, (reply) => ({
      total: numberAt(reply, "total") ?? 0,
      streams: listAt(reply, "streams", MAX_STREAMS).map((one) => streamOf(fieldsOf(one))),
    }));
    if (page.kind !== "told") return page;
    if (page.value.streams.length === 0) break;
    list.push(...page.value.streams);
    total = page.value.total;
  } while (list.length < Math.min(total, MAX_STREAMS));
  return { kind: "told", value: { list, names: list.map(({ name }) => name), total } };
}

async function ask<T>(
  connection: Connection,
  subject: string,
  body: Fields,
  read: (reply: Fields) => T,
): Promise<ApiAnswer<T>> {
  let reply: Fields = {};
  const end = await connection.request(
    { subject, payload: new TextEncoder().encode(JSON.stringify(body)), headers: [] },
    {
      timeoutMs: TIMEOUT_MS,
      maxReplies: 1,
      isSilent: true,
      onReply: ({ payload }) => {
        reply = readJson(payload);
      },
    },
  );
  if (!end.ok) {
    const { code, params } = end.fault;
    if (code !== "permissions-violation") return { kind: "timed-out" };
    return { kind: "refused", text: String(params?.["text"] ?? "") };
  }
  if (end.value === "no-responders") return { kind: "no-responders" };
  if (end.value === "timed-out") return { kind: "timed-out" };
  const error = fieldsAt(reply, "error");
  const code = numberAt(error, "err_code") ?? numberAt(error, "code");
  if (code !== null) return { kind: "error", text: `${code}: ${textAt(error, "description")}` };
  return { kind: "told", value: read(reply) };
}

function accountOf(reply: Fields): JetStreamAccount {
  const tiers = Object.entries(fieldsAt(reply, "tiers"));
  const api = fieldsAt(reply, "api");
  return {
    domain: textAt(reply, "domain"),
    use:
      tiers.length > 0
        ? tiers.map(([tier, use]) => usageOf(tier, fieldsOf(use)))
        : [usageOf("", reply)],
    apiTotal: numberAt(api, "total") ?? 0,
    apiErrors: numberAt(api, "errors") ?? 0,
  };
}

function usageOf(tier: string, fields: Fields): JetStreamUse {
  const limits = fieldsAt(fields, "limits");
  const count = (name: string) => numberAt(fields, name) ?? 0;
  const limit = (name: string) => numberAt(limits, name) ?? -1;
  return {
    tier,
    memory: count("memory"),
    memoryLimit: limit("max_memory"),
    storage: count("storage"),
    storageLimit: limit("max_storage"),
    streams: count("streams"),
    streamsLimit: limit("max_streams"),
    consumers: count("consumers"),
    consumersLimit: limit("max_consumers"),
  };
}

function streamOf(fields: Fields): StreamSummary {
  const config = fieldsAt(fields, "config");
  const state = fieldsAt(fields, "state");
  const name = textAt(config, "name");
  const lastAt = Date.parse(textAt(state, "last_ts"));
  const messages = numberAt(state, "messages") ?? 0;
  const isEmpty = messages === 0 && (numberAt(state, "last_seq") ?? 0) === 0;
  return {
    name,
    subjects: textsAt(config, "subjects", MAX_SUBJECTS) ?? [],
    storage: textAt(config, "storage"),
    retention: textAt(config, "retention"),
    messages,
    bytes: numberAt(state, "bytes") ?? 0,
    consumers: numberAt(state, "consumer_count") ?? 0,
    lastAt: isEmpty || Number.isNaN(lastAt) ? null : lastAt,
    holds: name.startsWith("KV_") ? "kv" : name.startsWith("OBJ_") ? "objects" : "messages",
  };
}

function consumerOf(fields: Fields): ConsumerSummary {
  const config = fieldsAt(fields, "config");
  const filter = textAt(config, "filter_subject");
  const deliverSubject = textAt(config, "deliver_subject");
  return {
    name: textAt(fields, "name"),
    isPull: deliverSubject === "",
    filters: textsAt(config, "filter_subjects", MAX_SUBJECTS) ?? (filter === "" ? [] : [filter]),
    pending: numberAt(fields, "num_pending") ?? 0,
    ackPending: numberAt(fields, "num_ack_pending") ?? 0,
    deliverSubject,
  };
}
