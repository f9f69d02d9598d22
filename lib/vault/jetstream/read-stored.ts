// Reads stored messages without a consumer: direct gets in batches (nats-server 2.11), single direct gets, or
// message gets, whichever the server and the user's rights allow. Nothing is left on the server. Used by
// jetstream-handlers.ts and stored-log.ts. Requests: ADR-8, ADR-31 and nats-server server/jetstream_api.go.

import { clamp } from "@/lib/shared/base/clamp";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { ApiAnswer, ApiSilence } from "@/lib/shared/facts/permission-tries";
import type { StoredFrom } from "@/lib/shared/facts/stored-place";
import { type Api, askRaw } from "./api";
import { findTime } from "./find-place";
import { readSubjectNames } from "./read-subjects";
import { fromDirectGet, type StoredMessage } from "./stored-message";
import { getOne, type StoredSource } from "./stored-source";

export interface MessagePage {
  readonly isCut: boolean;
  readonly messages: readonly StoredMessage[];
  readonly next: number | null;
}

/** Single gets that are under way at once. */
const AT_ONCE = 64;
/** While the size of the messages is not known: each get has its own time limit, and all come over one connection. */
const FIRST_AT_ONCE = 16;
const MOST_AT_ONCE = 256;
/** Of replies that are under way at once: less than a second on 20 Mbit/s. */
const BYTES_AT_ONCE = 2 * 1024 * 1024;
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
const BATCH_TIMEOUT_MS = 60_000;
/** The longest time between two messages of a batch. */
const SILENCE_MS = 20_000;
const END_OF_BATCH = 204;
const NOTHING = 404;
/** The status of a direct get for the last messages of more than 1024 subjects. */
export const TOO_MANY = "413";

export async function readStored(
  api: Api,
  source: StoredSource,
  from: StoredFrom,
  count: number,
): Promise<ApiAnswer<MessagePage>> {
  if (source.allowsDirect && source.hasBatches) {
    const page = await readBatch(api, source, from, count);
    const isTooMany = page.kind === "error" && page.text === TOO_MANY;
    if (page.kind !== "refused" && !isTooMany) return page;
  }
  if (from.kind === "last-per-subject") return readLastBySubject(api, source, count);
  if (from.kind === "sequence") return readSingly(api, source, from.sequence, count);
  const found = await findTime(api, source, from.at);
  if (found.kind !== "told") return found;
  return found.value === null ? told([], null) : readSingly(api, source, found.value, count);
}

/** The request for many messages at once (ADR-31). */
function batchBody(subject: string, from: StoredFrom, count: number) {
  const start =
    from.kind === "last-per-subject"
      ? { multi_last: [subject], ...(from.sequence === undefined ? {} : { seq: from.sequence }) }
      : {
          ...(subject === ">" ? {} : { next_by_subj: subject }),
          ...(from.kind === "sequence"
            ? { seq: Math.max(1, from.sequence) }
            : { start_time: new Date(from.at).toISOString() }),
        };
  return { ...start, batch: count, max_bytes: MAX_BATCH_BYTES };
}

export interface BatchListener {
  /** A message where it lies (see OnRawReply). */
  readonly onMessage: (u8: Uint8Array, body: number, head: number, size: number) => void;
  /** The batch is over. Not called when there is a silence. */
  readonly onEnd: () => void;
}

/** Reads a batch. Only where the server has batches and the creds may use them. */
export async function readBatchRaw(
  api: Api,
  { stream, subject }: StoredSource,
  from: StoredFrom,
  count: number,
  { onMessage, onEnd }: BatchListener,
): Promise<ApiSilence | null> {
  let problem = "";
  const silence = await askRaw(api, `DIRECT.GET.${stream}`, batchBody(subject, from, count), {
    timeoutMs: SILENCE_MS,
    onRawReply: (u8, body, head, size, status) => {
      if (status === null) onMessage(u8, body, head, size);
      else if (status === END_OF_BATCH || status === NOTHING) onEnd();
      else problem = String(status);
      return status !== null;
    },
  });
  if (silence !== null) return silence;
  return problem === "" ? null : { kind: "error", text: problem };
}

/** "413" when a direct get for the last messages matches more than 1024 subjects. */
export async function readBatch(
  api: Api,
  { stream, subject }: StoredSource,
  from: StoredFrom,
  count: number,
): Promise<ApiAnswer<MessagePage>> {
  const messages: StoredMessage[] = [];
  let pending = 0;
  let problem = "";
  const silence = await askRaw(api, `DIRECT.GET.${stream}`, batchBody(subject, from, count), {
    timeoutMs: BATCH_TIMEOUT_MS,
    isLast: ({ status }) => status !== null,
    onReply: (reply) => {
      const read = fromDirectGet(reply);
      if (read !== null) {
        messages.push(read.message);
        pending = read.pending;
      } else if (reply.status !== END_OF_BATCH && reply.status !== NOTHING) {
        problem = String(reply.status);
      }
    },
  });
  if (silence !== null) return silence;
  if (problem !== "") return { kind: "error", text: problem };
  const last = messages.at(-1)?.sequence;
  const isMore = from.kind !== "last-per-subject" && pending > 0 && last !== undefined;
  return told(messages, isMore ? last + 1 : null, from.kind === "last-per-subject" && pending > 0);
}

/**
 * With every subject, messages are asked for by number and many at once; deleted ones are missing. Where some may be
 * missing the server is asked for the next one first, so that a long gap is one question.
 */
async function readSingly(
  api: Api,
  source: StoredSource,
  from: number,
  count: number,
): Promise<ApiAnswer<MessagePage>> {
  const messages: StoredMessage[] = [];
  let seq = Math.max(from, source.firstSeq);
  const isOpen = source.lastSeq === Number.MAX_SAFE_INTEGER;
  // Until one is missing, which may have been deleted since.
  let { isDense } = source;
  let atOnce = FIRST_AT_ONCE;
  let bytes = 0;
  const take = (message: StoredMessage) => {
    messages.push(message);
    bytes += message.head.length + message.payload.length;
  };
  while (messages.length < count && seq <= source.lastSeq) {
    if (!isDense) {
      const next = await getOne(api, source, { seq, next_by_subj: source.subject });
      if (next.kind !== "told") return next;
      if (next.value === null) return told(messages, null);
      take(next.value);
      seq = next.value.sequence + 1;
      if (source.subject !== ">") continue;
    }
    // Writing so many takes its time. What waits in the vault, as the reply to the page, goes first.
    await yieldToEventLoop();
    const wanted = Math.min(atOnce, count - messages.length, source.lastSeq - seq + 1);
    const start = seq;
    const found = await Promise.all(
      Array.from({ length: Math.max(0, wanted) }, (_, index) =>
        getOne(api, source, { seq: start + index }),
      ),
    );
    for (const one of found) {
      if (one.kind !== "told") return one;
      // A stream is followed: this one may have been stored since, and those after it were found.
      if (one.value === null && isOpen) break;
      seq += 1;
      if (one.value === null) isDense = false;
      else take(one.value);
    }
    atOnce = seq < start + found.length ? 1 : roomFor(bytes / Math.max(1, messages.length), atOnce);
  }
  return told(messages, seq > source.lastSeq ? null : seq);
}

/** How many gets to send at once, after `atOnce` were answered. */
function roomFor(bytesEach: number, atOnce: number): number {
  const room = Math.floor(BYTES_AT_ONCE / Math.max(1, bytesEach));
  return clamp(room, 1, Math.min(MOST_AT_ONCE, atOnce * FIRST_AT_ONCE));
}

/** Without a multi-get: the subjects from the info of the stream, then one get for each. */
async function readLastBySubject(
  api: Api,
  source: StoredSource,
  count: number,
): Promise<ApiAnswer<MessagePage>> {
  const names = await readSubjectNames(api, source.stream, source.subject);
  if (names.kind !== "told") return names;
  const wanted = names.value.toSorted().slice(0, count);
  const last = await getLastOf(api, source, wanted);
  if (last.kind !== "told") return last;
  return told(last.value, null, names.value.length > wanted.length);
}

/** The last message of each of these subjects, without those that have none. */
export async function getLastOf(
  api: Api,
  source: StoredSource,
  subjects: readonly string[],
): Promise<ApiAnswer<readonly StoredMessage[]>> {
  const messages: StoredMessage[] = [];
  for (let start = 0; start < subjects.length; start += AT_ONCE) {
    const found = await Promise.all(
      subjects
        .slice(start, start + AT_ONCE)
        .map((subject) => getOne(api, source, { last_by_subj: subject })),
    );
    for (const one of found) {
      if (one.kind !== "told") return one;
      if (one.value !== null) messages.push(one.value);
    }
  }
  return { kind: "told", value: messages };
}

function told(
  messages: readonly StoredMessage[],
  next: number | null,
  isCut = false,
): ApiAnswer<MessagePage> {
  return { kind: "told", value: { messages, next, isCut } };
}
