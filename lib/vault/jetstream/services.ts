// Finds the services of an account: every instance that answers on $SRV.INFO, with its statistics from $SRV.STATS
// (ADR-32). Two requests, after a click. Used by jetstream-handlers.ts, since the same view shows them.

import { fieldsOf } from "@/lib/shared/base/fields";
import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { EndpointFacts, ServiceFacts, ServicesFound } from "@/lib/shared/facts/services";
import { listAt, numberAt, readJson, textAt } from "@/lib/vault/nats/reply-fields";
import { type Api, askRaw } from "./api";

/** The number of answers is not known beforehand, so this is how long it waits. Clients wait as long or less. */
const WAIT_MS = 2000;
const MAX_SERVICES = 5000;
const MAX_ENDPOINTS = 500;
const MAX_CHARS = 4096;
const NANOS = 1e6;

export async function findServices(api: Api): Promise<ServicesFound> {
  const [infos, stats] = await Promise.all([collect(api, "INFO"), collect(api, "STATS")]);
  const byId = new Map<string, ReturnType<typeof readJson>>();
  if (stats.kind === "told") for (const one of stats.value) byId.set(textAt(one, "id"), one);
  const list: ServicesFound["list"] =
    infos.kind === "told"
      ? {
          kind: "told",
          value: infos.value
            .map((info) => serviceOf(info, byId.get(textAt(info, "id"))))
            .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
        }
      : infos;
  return { list, stats: stats.kind === "told" ? { kind: "told", value: null } : stats };
}

type Answers = ApiAnswer<readonly ReturnType<typeof readJson>[]>;

async function collect(api: Api, verb: "INFO" | "STATS"): Promise<Answers> {
  const answers: ReturnType<typeof readJson>[] = [];
  // What is asked has no prefix of JetStream.
  const silence = await askRaw(
    { ...api, prefix: "$SRV" },
    verb,
    {},
    {
      timeoutMs: WAIT_MS,
      isLast: () => answers.length >= MAX_SERVICES,
      onReply: ({ payload }) => {
        answers.push(readJson(payload));
      },
    },
  );
  // It ends when the time is over, and without any answer there are no services. A connection that ended told nothing.
  const isOver =
    silence === null ||
    (silence.kind === "timed-out" && !api.connection.isEnded) ||
    silence.kind === "other-domain";
  return isOver ? { kind: "told", value: answers } : silence;
}

const keyOf = ({ name, id }: ServiceFacts) => `${name} ${id}`;

function serviceOf(
  info: ReturnType<typeof readJson>,
  stats: ReturnType<typeof readJson> | undefined,
): ServiceFacts {
  const counted = listAt(stats ?? {}, "endpoints", MAX_ENDPOINTS).map(fieldsOf);
  const started = Date.parse(textAt(stats ?? {}, "started"));
  return {
    name: textAt(info, "name"),
    id: textAt(info, "id"),
    version: textAt(info, "version"),
    description: textAt(info, "description", MAX_CHARS),
    startedAt: Number.isNaN(started) ? null : started,
    endpoints: listAt(info, "endpoints", MAX_ENDPOINTS).map((value): EndpointFacts => {
      const endpoint = fieldsOf(value);
      const [name, subject] = [textAt(endpoint, "name"), textAt(endpoint, "subject")];
      const found = counted.find(
        (one) => textAt(one, "name") === name && textAt(one, "subject") === subject,
      );
      return {
        ...{ name, subject, queue: textAt(endpoint, "queue_group") },
        stats:
          found === undefined
            ? null
            : {
                requests: numberAt(found, "num_requests") ?? 0,
                errors: numberAt(found, "num_errors") ?? 0,
                lastError: textAt(found, "last_error", MAX_CHARS),
                averageMs: (numberAt(found, "average_processing_time") ?? 0) / NANOS,
              },
      };
    }),
  };
}
