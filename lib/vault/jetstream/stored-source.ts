// A stream as it is read, and one message of it: by a direct get, or by a message get where that is refused or switched
// off. Used by all of this folder that reads messages.

import type { ApiAnswer } from "@/lib/shared/facts/permission-tries";
import { readJson } from "@/lib/vault/nats/reply-fields";
import { type Api, askRaw, failureIn, isClosed } from "./api";
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

const NO_MESSAGE = 10037;

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

/** One message by its sequence; null = it is not there. */
export function readOne(api: Api, source: StoredSource, seq: number) {
  return getOne(api, source, { seq });
}
