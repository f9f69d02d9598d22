// What the headers of JetStream and of traces mean, in words. Names: nats-server server/stream.go (JSMsgId and others).

import { traceHeaderMeaning } from "@/lib/page/console/trace-header-text";

const MEANINGS: Readonly<Record<string, string>> = {
  "nats-msg-id": "Its number for finding duplicates.",
  "nats-expected-stream": "It was only to be stored in this stream.",
  "nats-expected-last-sequence": "It was only to be stored after this sequence.",
  "nats-expected-last-subject-sequence":
    "It was only to be stored if the last message of its subject had this sequence.",
  "nats-expected-last-msg-id": "It was only to be stored after the message with this Nats-Msg-Id.",
  "nats-ttl": "It expires this long after it was stored.",
  "nats-schedule": "It is a schedule: copies of it are stored later.",
  "nats-schedule-target": "The subject of the copies that its schedule stores.",
  "nats-schedule-ttl": "How long the copies of its schedule last.",
  "nats-stream-source": "The stream that it was taken from.",
  "nats-expected-last-subject-sequence-subject":
    "The subject that its expected last sequence is about, if it is not its own.",
  "nats-schedule-time-zone": "The time zone of its schedule.",
  "nats-schedule-source": "Each copy of its schedule takes the last message of this subject.",
  "nats-schedule-rollup": "Each copy of its schedule replaces the earlier ones of its subject.",
  "nats-scheduler": "The subject of the schedule that stored it.",
  "nats-schedule-next": "When its schedule stores the next copy; purge: it was the last one.",
  "nats-batch-id": "The batch that it was stored with: all of it, or nothing.",
  "nats-batch-sequence": "Its place in the batch.",
  "nats-batch-commit": "It was the last of its batch.",
  "nats-required-api-level": "It was only to be stored by a server with this API level.",
  "nats-counter-sources": "The counters of other streams that this one adds up.",
  "nats-sequence": "Its sequence in the stream.",
  "nats-incr": "What was added to the counter of this subject.",
};

const OPERATIONS: Readonly<Record<string, string>> = {
  DEL: "The key was deleted.",
  PURGE: "The key and its history were deleted.",
};

const REASONS: Readonly<Record<string, string>> = {
  MaxAge: "A marker: the last message of this subject expired.",
  Purge: "A marker: this subject was purged.",
  Remove: "A marker: the last message of this subject was removed.",
};

const ROLLUPS: Readonly<Record<string, string>> = {
  sub: "It replaced all earlier messages of its subject.",
  all: "It replaced all earlier messages of the stream.",
};

/** Null for a header of another kind. */
export function headerMeaning(name: string, value: string): string | null {
  const key = name.toLowerCase();
  if (key === "kv-operation") return OPERATIONS[value] ?? null;
  if (key === "nats-marker-reason") return REASONS[value] ?? null;
  if (key === "nats-rollup") return ROLLUPS[value.toLowerCase()] ?? null;
  return MEANINGS[key] ?? traceHeaderMeaning(name, value);
}
