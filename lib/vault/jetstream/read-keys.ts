// A page of the keys of a KV bucket, sorted by name, each with its last revision. Used by jetstream-handlers.ts. Up to
// 1024 keys come with one question (ADR-31). Beyond that, and on servers without it, the names come from the info of
// the stream, and each key of the page is asked for.

import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import type { Api } from "./api";
import { getLastOf, readBatch } from "./read-stored";
import { readSubjectNames } from "./read-subjects";
import type { StoredMessage } from "./stored-message";
import type { StoredSource } from "./stored-source";

export interface KeyQuery {
  /** Part of the names; "" = all. */
  readonly contains: string;
  /** The last subject of the page before; "" = this is the first. */
  readonly after: string;
  readonly count: number;
}

export interface KeyMessages {
  readonly messages: readonly StoredMessage[];
  /** All keys that match. */
  readonly total: number;
  readonly isMore: boolean;
}

/** A multi-get answers for as many subjects (nats-server server/stream.go, maxAllowedResponses). */
const MOST_AT_ONCE = 1024;
export async function readKeyPage(
  api: Api,
  source: StoredSource,
  query: KeyQuery,
): Promise<ApiAnswer<KeyMessages>> {
  if (source.allowsDirect && source.hasBatches) {
    const all = await readBatch(api, source, { kind: "last-per-subject" }, MOST_AT_ONCE);
    if (all.kind === "told" && !all.value.isCut) {
      const bySubject = new Map(all.value.messages.map((one) => [one.subject, one]));
      const { subjects, ...counts } = choose([...bySubject.keys()], query);
      const messages = subjects.flatMap((subject) => bySubject.get(subject) ?? []);
      return { kind: "told", value: { messages, ...counts } };
    }
    // A refusal is tried again with a message get, and too many keys are read by name.
    if (all.kind !== "told" && all.kind !== "refused" && all.kind !== "error") return all;
  }
  const names = await readSubjectNames(api, source.stream, source.subject);
  if (names.kind !== "told") return names;
  const { subjects, ...counts } = choose(names.value, query);
  const last = await getLastOf(api, source, subjects);
  if (last.kind !== "told") return last;
  return { kind: "told", value: { messages: last.value, ...counts } };
}

/** `contains` is looked for in the key, behind the prefix of the bucket. */
function choose(subjects: readonly string[], { contains, after, count }: KeyQuery) {
  const wanted = subjects.filter((subject) => keyOf(subject).includes(contains)).sort();
  const rest = after === "" ? wanted : wanted.filter((subject) => subject > after);
  return {
    subjects: rest.slice(0, count),
    total: wanted.length,
    isMore: rest.length > count,
  };
}

const keyOf = (subject: string) => subject.split(".").slice(2).join(".");
