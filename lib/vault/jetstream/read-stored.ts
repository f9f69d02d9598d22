// Reads stored messages without a consumer: direct gets in batches (nats-server 2.11), single direct gets, or
// message gets, whichever the server and the user's rights allow. Nothing is left on the server. Used by
// jetstream-handlers.ts and stored-log.ts. Requests: ADR-8, ADR-31 and nats-server server/jetstream_api.go.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { ApiAnswer, ApiSilence } from "@/lib/shared/facts/permission-tries";
import type { StoredFrom, StoredPlace } from "@/lib/shared/facts/stored-place";
import { readJson } from "@/lib/vault/nats/reply-fields";
import { type Api, askRaw, failureIn, isClosed } from "./api";
import { readSubjectNames } from "./read-subjects";
import { fromDirectGet, fromMessageGet, type StoredMessage } from "./stored-message";

export interface StoredSource {
  readonly stream: string;
  /** ">" = every subject. */
  readonly subject: string;
  readonly allowsDirect: boolean;
  /** A direct get is answered with many messages: not by older servers, nor through an import. */
  readonly hasBatches: boolean;
  /** No message between the first and the last was deleted, and none is left out by the subject. */
  readonly isDense: boolean;
  /** A consumer may read much of it at once: it keeps nothing for consumers, and the creds may make and delete one. */
  readonly mayConsume: boolean;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Each search for an earlier place looks this many times as far back. */
const WIDER = 4;

export interface MessagePage {
  readonly isCut: boolean;
  readonly messages: readonly StoredMessage[];
  readonly next: number | null;
}

/** Single gets that are under way at once. */
const AT_ONCE = 64;
/** Where each seems to find a message: a page at once. */
const MOST_AT_ONCE = 256;
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
const BATCH_TIMEOUT_MS = 60_000;
/** The longest time between two messages of a batch. */
const SILENCE_MS = 20_000;
const END_OF_BATCH = 204;
const NOTHING = 404;
const NO_MESSAGE = 10037;
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

/**
 * Where reading begins: a sequence for a place before another one, and for a time where the server cannot begin
 * there. Null = there is no such message.
 */
export async function findPlace(
  api: Api,
  source: StoredSource,
  place: StoredPlace,
): Promise<ApiAnswer<StoredFrom | null>> {
  if (place.kind === "before") return findBefore(api, source, place);
  if (place.kind !== "time" || (source.allowsDirect && source.hasBatches)) {
    return { kind: "told", value: place };
  }
  const found = await findTime(api, source, place.at);
  return found.kind === "told" ? { kind: "told", value: atSequence(found.value) } : found;
}

const atSequence = (sequence: number | null): StoredFrom | null =>
  sequence === null ? null : { kind: "sequence", sequence };

/** The server cannot read backwards, so it is asked for the first message of a stretch that grows. */
async function findBefore(
  api: Api,
  source: StoredSource,
  { sequence, count }: { readonly sequence: number; readonly count: number },
): Promise<ApiAnswer<StoredFrom | null>> {
  if (source.isDense) {
    const first = Math.max(source.firstSeq, sequence - count);
    return { kind: "told", value: atSequence(first < sequence ? first : null) };
  }
  for (let step = count; ; step *= WIDER) {
    const seq = Math.max(source.firstSeq, sequence - step);
    const found = await getOne(api, source, { seq, next_by_subj: source.subject });
    if (found.kind !== "told") return found;
    if (found.value !== null && found.value.sequence < sequence) {
      return { kind: "told", value: atSequence(found.value.sequence) };
    }
    if (seq === source.firstSeq) return { kind: "told", value: null };
  }
}

/** One message by its sequence; null = it is not there. */
export function readOne(api: Api, source: StoredSource, seq: number) {
  return getOne(api, source, { seq });
}

/** The request for many messages at once (ADR-31). */
function batchBody(subject: string, from: StoredFrom, count: number) {
  const start =
    from.kind === "last-per-subject"
      ? { multi_last: [subject] }
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
  let atOnce = isDense ? MOST_AT_ONCE : AT_ONCE;
  while (messages.length < count && seq <= source.lastSeq) {
    if (!isDense) {
      const next = await getOne(api, source, { seq, next_by_subj: source.subject });
      if (next.kind !== "told") return next;
      if (next.value === null) return told(messages, null);
      messages.push(next.value);
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
      else messages.push(one.value);
    }
    atOnce = seq < start + found.length ? 1 : Math.min(MOST_AT_ONCE, atOnce * 2);
  }
  return told(messages, seq > source.lastSeq ? null : seq);
}

/** The first sequence stored at `at` or later, by bisection; null = all are older. */
async function findTime(
  api: Api,
  source: StoredSource,
  at: number,
): Promise<ApiAnswer<number | null>> {
  let low = source.firstSeq;
  let high = source.lastSeq + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await getOne(api, source, { seq: middle, next_by_subj: ">" });
    if (found.kind !== "told") return found;
    if (found.value === null || found.value.at >= at) high = middle;
    else low = found.value.sequence + 1;
  }
  return { kind: "told", value: low > source.lastSeq ? null : low };
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

type GetBody =
  | { readonly seq: number; readonly next_by_subj?: string }
  | { readonly last_by_subj: string };

export async function getOne(
  api: Api,
  { stream, allowsDirect }: StoredSource,
  body: GetBody,
): Promise<ApiAnswer<StoredMessage | null>> {
  let found: ApiAnswer<StoredMessage | null> = { kind: "told", value: null };
  if (allowsDirect) {
    const silence = await askRaw(api, `DIRECT.GET.${stream}`, body, {
      onReply: (reply) => {
        const read = fromDirectGet(reply);
        if (read !== null) found = { kind: "told", value: read.message };
        else if (reply.status !== 404) found = { kind: "error", text: String(reply.status) };
      },
    });
    // Message gets alone may be allowed, or imported.
    if (!isClosed(api, silence)) return silence ?? found;
  }
  const silence = await askRaw(api, `STREAM.MSG.GET.${stream}`, body, {
    onReply: ({ payload }) => {
      const reply = readJson(payload);
      const failure = failureIn(reply);
      if (failure === null) found = { kind: "told", value: fromMessageGet(reply) };
      else if (!("text" in failure && failure.text.startsWith(`${NO_MESSAGE}:`))) found = failure;
    },
  });
  return silence ?? found;
}

function told(
  messages: readonly StoredMessage[],
  next: number | null,
  isCut = false,
): ApiAnswer<MessagePage> {
  return { kind: "told", value: { messages, next, isCut } };
}
