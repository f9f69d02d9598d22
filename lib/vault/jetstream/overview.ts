// Reads the JetStream of the user's account by plain requests on its API. Nothing is changed. Used by
// jetstream-handlers.ts. Each request is answered, refused or left without an answer separately, and the page
// shows which. Subjects and fields: nats-server server/jetstream_api.go.

import { type Fields, fieldsOf } from "@/lib/shared/base/fields";
import type {
  ApiAnswer,
  ConsumerSummary,
  JetStreamAccount,
  JetStreamOverview,
  JetStreamUse,
  StreamSummary,
} from "@/lib/shared/facts/permission-tries";
import { fieldsAt, listAt, numberAt, textAt, textsAt } from "@/lib/vault/nats/reply-fields";
import { type Api, ask, isClosed } from "./api";
import { consumerOf, streamOf } from "./read-infos";

/** This many streams are read. Further ones are only counted. */
const MAX_STREAMS = 20_000;
/** This many consumers of a stream are read. */
const MAX_CONSUMERS = 5000;

export async function readJetStream(api: Api): Promise<JetStreamOverview> {
  const [account, listed] = await Promise.all([
    ask(api, "INFO", {}, accountOf),
    listAll(api, "STREAM.LIST", MAX_STREAMS, (reply) =>
      listAt(reply, "streams", MAX_STREAMS).map((one) => streamOf(fieldsOf(one))),
    ),
  ]);
  if (listed.kind === "told") {
    const { list, total } = listed.value;
    const names = list.map(({ name }) => name);
    return { account, streams: { kind: "told", value: { list, names, total } } };
  }
  // Names may be allowed, or imported, where the list is not. A server that does not answer is not asked again.
  const mayName = listed.kind === "error" || isClosed(api, listed);
  if (!mayName) return { account, streams: listed };
  const named = await listAll(
    api,
    "STREAM.NAMES",
    MAX_STREAMS,
    (reply) => textsAt(reply, "streams", MAX_STREAMS) ?? [],
  );
  // The refusal of the first question says more than the refusal of this one.
  if (named.kind !== "told") return { account, streams: listed };
  const { list: names, total } = named.value;
  return { account, streams: { kind: "told", value: { list: [], names, total } } };
}

export function readStream(api: Api, name: string): Promise<ApiAnswer<StreamSummary>> {
  return ask(api, `STREAM.INFO.${name}`, {}, streamOf);
}

export async function readConsumers(
  api: Api,
  stream: string,
): Promise<ApiAnswer<readonly ConsumerSummary[]>> {
  const listed = await listAll(api, `CONSUMER.LIST.${stream}`, MAX_CONSUMERS, (reply) =>
    listAt(reply, "consumers", MAX_CONSUMERS).map((one) => consumerOf(fieldsOf(one))),
  );
  return listed.kind === "told" ? { kind: "told", value: listed.value.list } : listed;
}

/** The server answers with a page at a time. */
async function listAll<T>(
  api: Api,
  subject: string,
  most: number,
  read: (reply: Fields) => readonly T[],
): Promise<ApiAnswer<{ readonly list: readonly T[]; readonly total: number }>> {
  const list: T[] = [];
  let total = 0;
  do {
    const page = await ask(api, subject, { offset: list.length }, (reply) => ({
      total: numberAt(reply, "total") ?? 0,
      found: read(reply),
    }));
    if (page.kind !== "told") return page;
    if (page.value.found.length === 0) break;
    list.push(...page.value.found);
    total = page.value.total;
  } while (list.length < Math.min(total, most));
  return { kind: "told", value: { list, total } };
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
