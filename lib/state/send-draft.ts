// What stands in the send form of one session, and how it becomes something to send. Pure: kept in
// the console store per loaded creds, so that switching keys loses nothing that was typed.
// Invariant: bytes taken from a message come out unchanged unless the text is edited.

import type { Fault } from "@/lib/base/result";
import { toBase64 } from "@/lib/console/format";
import {
  type PayloadInputFault,
  type PayloadInputKind,
  parsePayload,
} from "@/lib/console/payload-input";
import { decodeText } from "@/lib/console/payload-kind";
import type { HeaderList, MessageDetail } from "@/lib/facts/console";
import { checkPublishSubject, type SubjectFault } from "@/lib/grammar/subject";

export type SendMode = "publish" | "request";

/** One row of the form; `id` tells rows apart while they are edited. */
export interface HeaderDraft {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

export interface SendDraft {
  readonly mode: SendMode;
  readonly subject: string;
  readonly payload: string;
  readonly encoding: PayloadInputKind;
  readonly headers: readonly HeaderDraft[];
  /** Publish only; "" = none. */
  readonly reply: string;
  /** Request only, as typed. */
  readonly timeout: string;
  /** Request only, as typed. */
  readonly replies: string;
}

export const NEW_DRAFT: SendDraft = {
  mode: "publish",
  subject: "",
  payload: "",
  encoding: "text",
  headers: [],
  reply: "",
  timeout: "2000",
  replies: "1",
};

export function addHeader(draft: SendDraft): SendDraft {
  const id = Math.max(0, ...draft.headers.map((header) => header.id)) + 1;
  return { ...draft, headers: [...draft.headers, { id, name: "", value: "" }] };
}

export function changeHeader(
  draft: SendDraft,
  id: number,
  change: Partial<Pick<HeaderDraft, "name" | "value">>,
): SendDraft {
  const headers = draft.headers.map((header) =>
    header.id === id ? { ...header, ...change } : header,
  );
  return { ...draft, headers };
}

export function removeHeader(draft: SendDraft, id: number): SendDraft {
  return { ...draft, headers: draft.headers.filter((header) => header.id !== id) };
}

/** An answer to a message: its reply subject, and the rest as it was typed. */
export function replyDraft(draft: SendDraft, message: MessageDetail): SendDraft {
  return { ...draft, mode: "publish", subject: message.reply, reply: "" };
}

/** The message itself, to be changed and sent anew. */
export function resendDraft(draft: SendDraft, message: MessageDetail): SendDraft {
  return {
    ...draft,
    mode: "publish",
    subject: message.subject,
    ...typedPayload(message.payload),
    headers: message.headers.map(([name, value], index) => ({ id: index + 1, name, value })),
    reply: message.reply,
  };
}

// A text field turns every CR LF into LF, so such a text is offered as base64 instead.
function typedPayload(bytes: Uint8Array): Pick<SendDraft, "payload" | "encoding"> {
  const text = decodeText(bytes);
  return text === null || text.includes("\r")
    ? { payload: toBase64(bytes), encoding: "base64" }
    : { payload: text, encoding: "text" };
}

export const MAX_TIMEOUT_MS = 600_000;
export const MAX_REPLIES = 10_000;

export type DraftProblem =
  | { readonly field: "subject" | "reply"; readonly fault: Fault<SubjectFault> }
  | { readonly field: "payload"; readonly fault: Fault<PayloadInputFault> }
  | { readonly field: "timeout" | "replies"; readonly fault: Fault<"not-in-range"> };

export interface ReadyDraft {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  readonly reply: string;
  readonly timeoutMs: number;
  readonly maxReplies: number;
}

/** What the form would send, or everything that stands in the way. Headers are checked by the vault. */
export function readDraft(draft: SendDraft): {
  readonly ready: ReadyDraft | null;
  readonly problems: readonly DraftProblem[];
} {
  const problems: DraftProblem[] = [];
  const subject = checkPublishSubject(draft.subject);
  if (!subject.ok) problems.push({ field: "subject", fault: subject.fault });
  const isRequest = draft.mode === "request";
  if (!isRequest && draft.reply !== "") {
    const reply = checkPublishSubject(draft.reply);
    if (!reply.ok) problems.push({ field: "reply", fault: reply.fault });
  }
  const payload = parsePayload(draft.encoding, draft.payload);
  if (!payload.ok) problems.push({ field: "payload", fault: payload.fault });
  const timeoutMs = wholeNumber(draft.timeout, MAX_TIMEOUT_MS);
  const maxReplies = wholeNumber(draft.replies, MAX_REPLIES);
  if (isRequest && timeoutMs === null) {
    problems.push({ field: "timeout", fault: { code: "not-in-range" } });
  }
  if (isRequest && maxReplies === null) {
    problems.push({ field: "replies", fault: { code: "not-in-range" } });
  }
  if (problems.length > 0 || !payload.ok) return { ready: null, problems };
  return {
    problems,
    ready: {
      subject: draft.subject,
      payload: payload.value,
      // A row without a name and a value is one that was not filled in.
      headers: draft.headers
        .filter(({ name, value }) => name !== "" || value !== "")
        .map(({ name, value }) => [name, value] as const),
      reply: isRequest ? "" : draft.reply,
      timeoutMs: timeoutMs ?? 0,
      maxReplies: maxReplies ?? 1,
    },
  };
}

/** 1..max, or null. */
function wholeNumber(typed: string, max: number): number | null {
  const digits = typed.trim().replaceAll(",", "");
  const value = /^\d{1,9}$/u.test(digits) ? Number(digits) : 0;
  return value >= 1 && value <= max ? value : null;
}
