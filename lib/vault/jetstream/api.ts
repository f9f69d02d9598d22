// One question to the API of JetStream, and the reasons why it was not answered, told apart. Used by all of
// this folder. Subjects and codes: nats-server server/jetstream_api.go and server/errors.json.

import type { Fields } from "@/lib/shared/base/fields";
import type { ApiAnswer, ApiSilence } from "@/lib/shared/facts/permission-tries";
import { isImportedPlace, jetStreamPrefix } from "@/lib/shared/grammar/jetstream-api";
import type { Connection } from "@/lib/vault/nats/connection";
import type { OnRawReply, RequestEnd } from "@/lib/vault/nats/inbox-requests";
import { fieldsAt, numberAt, readJson, textAt } from "@/lib/vault/nats/reply-fields";
import type { MessageParts } from "@/lib/vault/nats/wire/message-parts";

const TIMEOUT_MS = 5000;
/** The server says that it has none, so only another one of its cluster could answer. */
const OFF_TIMEOUT_MS = 2000;
const NOT_ENABLED_FOR_ACCOUNT = 10039;
const NOT_ENABLED = 10076;
/** Temporarily unavailable, not the leader, and no quorum. */
const NO_LEADER: readonly number[] = [10008, 10009, 10023];

/** The JetStream that is asked. */
export interface Api {
  readonly connection: Connection;
  /** "$JS.API", or that of a domain or an import (jetStreamPrefix). */
  readonly prefix: string;
  /** Whether the INFO of the server says that it has JetStream. */
  readonly isOn: boolean;
  /** It belongs to another account: one reply to a request, and no messages of consumers. */
  readonly isImported: boolean;
}

export function apiOf(connection: Connection, domain: string, isOn: boolean): Api {
  return { connection, prefix: jetStreamPrefix(domain), isOn, isImported: isImportedPlace(domain) };
}

export async function ask<T>(
  api: Api,
  subject: string,
  body: Fields,
  read: (reply: Fields) => T,
): Promise<ApiAnswer<T>> {
  let reply: Fields = {};
  const silence = await askRaw(api, subject, body, {
    onReply: ({ payload }) => {
      reply = readJson(payload);
    },
  });
  if (silence !== null) return silence;
  return failureIn(reply) ?? { kind: "told", value: read(reply) };
}

/** Another request may be answered where this one was refused, or is not imported. */
export const isClosed = ({ isImported }: Api, answer: ApiAnswer<unknown> | null): boolean =>
  answer?.kind === "refused" || (answer?.kind === "other-domain" && isImported);

/** Null when JetStream itself reports no failure. */
export function failureIn(reply: Fields): ApiSilence | null {
  const error = fieldsAt(reply, "error");
  const code = numberAt(error, "err_code") ?? numberAt(error, "code");
  if (code === null) return null;
  const text = `${code}: ${textAt(error, "description")}`;
  if (code === NOT_ENABLED_FOR_ACCOUNT) return { kind: "not-enabled", text };
  if (code === NOT_ENABLED) return { kind: "off", text };
  return { kind: NO_LEADER.includes(code) ? "no-leader" : "error", text };
}

interface RawOptions {
  readonly onReply?: (reply: MessageParts) => void;
  /** Takes all replies instead, where they lie. */
  readonly onRawReply?: OnRawReply;
  /** Whether a reply is the last one. Without it the first reply is. */
  readonly isLast?: (reply: MessageParts) => boolean;
  readonly timeoutMs?: number;
}

/** Gives null once the last reply has come. */
export async function askRaw(
  { connection, prefix, isOn }: Api,
  subject: string,
  body: Fields,
  { onReply, onRawReply, isLast, timeoutMs = isOn ? TIMEOUT_MS : OFF_TIMEOUT_MS }: RawOptions,
): Promise<ApiSilence | null> {
  const end = await connection.request(
    {
      subject: `${prefix}.${subject}`,
      payload: new TextEncoder().encode(JSON.stringify(body)),
      headers: [],
    },
    {
      timeoutMs,
      maxReplies: (isLast ?? onRawReply) === undefined ? 1 : Number.POSITIVE_INFINITY,
      isSilent: true,
      onReply: (reply, _, isAnswer) => isAnswer && onReply?.(reply),
      ...(onRawReply === undefined ? {} : { onRawReply }),
      ...(isLast === undefined ? {} : { isLast }),
    },
  );
  if (end.ok) return silenceOf(end.value, prefix, isOn);
  const { code, params } = end.fault;
  if (code !== "permissions-violation") return { kind: "timed-out" };
  const text = String(params?.["text"] ?? "");
  return { kind: /for subscription/iu.test(text) ? "no-inbox" : "refused", text };
}

function silenceOf(end: RequestEnd, prefix: string, isOn: boolean): ApiSilence | null {
  if (end === "replied") return null;
  // Before 2.10 a server without JetStream gives no answer at all.
  if (end === "timed-out" && !(isOn || prefix !== "$JS.API")) return { kind: "off", text: "" };
  if (end === "timed-out") return { kind: "timed-out" };
  if (prefix !== "$JS.API") return { kind: "other-domain" };
  return isOn ? { kind: "no-responders" } : { kind: "off", text: "" };
}
