// The words for ready-made lists: the sentence of an answer and what each part is for. Used by
// need-answer.ts and by the list of answers.

import { joinWords } from "@/lib/page/format/words";
import type { NeedId, NeedPurpose, NeedValues } from "./needs";

/** Each follows "may not". */
const PURPOSES: Record<NeedPurpose, string> = {
  ask: "ask",
  publish: "publish",
  reply: "reply",
  "read-key": "read a key",
  "read-any-key": "read keys that the payload names",
  "read-object-info": "read the metadata of an object",
  "be-found-PING": "be found (PING)",
  "be-found-INFO": "be found (INFO)",
  "be-found-STATS": "be found (STATS)",
  "be-found-by-name-PING": "be found by name (PING)",
  "be-found-by-name-INFO": "be found by name (INFO)",
  "be-found-by-name-STATS": "be found by name (STATS)",
  "be-found-by-id-PING": "be found by id (PING)",
  "be-found-by-id-INFO": "be found by id (INFO)",
  "be-found-by-id-STATS": "be found by id (STATS)",
  "send-request": "send the request",
  "receive-requests": "receive requests",
  "receive-confirmation": "receive the confirmation",
  "see-stream": "see the stream",
  "create-stream": "create the stream",
  "change-stream": "change the stream",
  "delete-stream": "delete the stream",
  "purge-stream": "purge the stream",
  "list-streams": "list streams",
  "list-stream-names": "list the names of streams",
  "see-limits": "see the account's limits",
  "next-message": "ask for the next message",
  acknowledge: "acknowledge messages",
  "acknowledge-flagged": "acknowledge messages where the server has the flag js_ack_fc_v2",
  "flow-control-flagged": "answer flow control where the server has the flag js_ack_fc_v2",
  "receive-messages": "receive messages",
  "see-consumer": "see the consumer",
  "create-consumer": "create the consumer",
  "create-unnamed-consumer": "create a consumer without a name",
  "create-filtered-consumer": "create the consumer with this filter",
  "read-messages": "read messages",
  "read-directly": "read by direct get",
  "follow-messages": "follow new messages, or read very many, with a consumer",
  "end-following": "delete that consumer",
  "read-in-bulk": "answer its flow control while it reads very many",
  "push-flow-control": "answer flow control of push consumers",
  "see-limits-first": "see the account's limits, which nats.js asks for first",
  "open-bucket": "open the bucket",
  "write-key": "write a key",
  "clear-history": "clear the history of keys",
  "open-store": "open the store",
  "write-object-parts": "write the parts of an object",
  "write-object-info": "write the metadata of an object",
  "find-older-version": "look up an older version",
  "remove-older-parts": "remove older parts",
  "follow-changes": "read parts or follow changes",
  open: "open it",
  "receive-answers": "receive answers",
  "read-indirectly": "read when direct get is off",
  "stop-following": "stop following changes",
  "flow-control": "answer flow control",
  "receive-reply": "receive the reply",
};

/** "ask for the next message". */
export function purposeText(purpose: NeedPurpose): string {
  return PURPOSES[purpose];
}

/** partly: everything required is allowed, but something optional is not. */
export type NeedVerdict = "yes" | "partly" | "no" | "unknown";

/** "Can consume stream ORDERS as worker." `lacking`: what the parts that are not allowed are for. */
export function needText(
  verdict: NeedVerdict,
  id: NeedId,
  values: NeedValues,
  lacking: readonly NeedPurpose[],
): string {
  const use = describe(id, values);
  const purposes = [...new Set(lacking)].map(purposeText);
  const listed = joinWords(purposes, "or");
  switch (verdict) {
    case "yes":
      return `Can ${use}.`;
    case "partly":
      return `Can ${use}, but may not ${listed}.`;
    case "no":
      return `Cannot ${use}: may not ${listed}.`;
    case "unknown":
      return `It is not known whether this user can ${use}.`;
  }
}

function describe(id: NeedId, values: NeedValues): string {
  const { subject, stream, consumer, bucket, service } = values;
  switch (id) {
    case "request":
      return `send requests to ${subject} and receive replies`;
    case "respond":
      return `answer requests on ${subject}`;
    case "consume":
      return `consume stream ${stream} as ${consumer}`;
    case "create-consumer":
      return `create consumer ${consumer} on stream ${stream}, with no filter or several`;
    case "create-filtered-consumer":
      return `create consumer ${consumer} on stream ${stream}, with ${subject} as its one filter`;
    case "read-stream":
      return `read what stream ${stream} holds, without a consumer`;
    case "publish-to-stream":
      return `publish to ${subject} and receive the confirmation`;
    case "manage-streams":
      return `manage stream ${stream}`;
    case "kv-read":
      return `read bucket ${bucket}, by requests with the key in their subject`;
    case "kv-read-by-payload":
      return `read every key of bucket ${bucket}, by requests with the key in their payload (.NET)`;
    case "kv-write":
      return `write bucket ${bucket}`;
    case "object-read":
      return `read object store ${bucket}`;
    case "object-write":
      return `write object store ${bucket}`;
    case "service":
      return `run service ${service} on ${subject}`;
    case "user-info":
      return "ask the server for its own permissions";
  }
}
