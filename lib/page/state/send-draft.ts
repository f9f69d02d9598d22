// Changes the draft of the send form (draft.ts) and reads it as something to send. Pure. Bytes taken from
// a message come out unchanged unless the user edits the text.

import { isJson, type PayloadInputFault, parsePayload } from "@/lib/page/console/payload-input";
import { toBase64 } from "@/lib/shared/base/base64";
import type { Fault } from "@/lib/shared/base/result";
import { decodeText } from "@/lib/shared/console/payload-kind";
import {
  compileTemplate,
  fillOnce,
  namesIn,
  previewTemplate,
} from "@/lib/shared/console/repeat-template";
import type { HeaderList, MessageDetail, RepeatTemplate } from "@/lib/shared/facts/console";
import type { Fill } from "@/lib/shared/facts/fill";
import { checkPublishSubject, type SubjectFault } from "@/lib/shared/grammar/subject";
import type { HeaderDraft, SendDraft } from "./draft";

/** The form of a message or of an answer. */
export interface WithHeaders {
  readonly headers: readonly HeaderDraft[];
}

export function addHeader<D extends WithHeaders>(draft: D): D {
  const id = Math.max(0, ...draft.headers.map((header) => header.id)) + 1;
  return { ...draft, headers: [...draft.headers, { id, name: "", value: "" }] };
}

export function changeHeader<D extends WithHeaders>(
  draft: D,
  id: number,
  change: Partial<Pick<HeaderDraft, "name" | "value">>,
): D {
  const headers = draft.headers.map((header) =>
    header.id === id ? { ...header, ...change } : header,
  );
  return { ...draft, headers };
}

export function removeHeader<D extends WithHeaders>(draft: D, id: number): D {
  return { ...draft, headers: draft.headers.filter((header) => header.id !== id) };
}

/** Answers a message: takes its reply subject and keeps what else was typed. */
export function replyDraft(draft: SendDraft, message: MessageDetail): SendDraft {
  return { ...draft, mode: "publish", subject: message.reply, reply: "" };
}

/** Takes over a message, to be changed and sent again. */
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

/** Bytes as they are typed. A text field turns every CR LF into LF, so such a text becomes base64 instead. */
export function typedPayload(bytes: Uint8Array): Pick<SendDraft, "payload" | "encoding"> {
  const text = decodeText(bytes);
  return text === null || text.includes("\r")
    ? { payload: toBase64(bytes), encoding: "base64" }
    : { payload: text, encoding: "text" };
}

const MAX_TIMEOUT_MS = 600_000;
const MAX_REPLIES = 10_000;
export const MAX_TIMES = 100_000_000;
export const MAX_PER_SECOND = 1_000_000;

export type DraftProblem =
  | { readonly field: "subject" | "reply"; readonly fault: Fault<SubjectFault> }
  | { readonly field: "payload"; readonly fault: Fault<PayloadInputFault> }
  | { readonly field: "template"; readonly fault: Fault<"template-invalid"> }
  | {
      readonly field: "timeout" | "replies" | "silence" | "times" | "perSecond";
      readonly fault: Fault<"not-in-range">;
    };

export interface ReadyDraft {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  readonly reply: string;
  readonly timeoutMs: number;
  readonly maxReplies: number;
  /** Null = silence does not end it. */
  readonly silenceMs: number | null;
  readonly endsEmpty: boolean;
  /** Null = send once. */
  readonly repeat: { readonly times: number; readonly perSecond: number | null } | null;
  readonly fill: Fill;
}

const NOTHING: Fill = { values: [], counted: 0 };

/** Reads a draft: what the form would send, or every problem of it. The vault checks the headers. */
export function readDraft(
  draft: SendDraft,
  fill = NOTHING,
): {
  readonly ready: ReadyDraft | null;
  readonly problems: readonly DraftProblem[];
} {
  const problems: DraftProblem[] = [];
  const isRequest = draft.mode === "request";
  const isRepeated = repeats(draft);
  const payload = parsePayload(draft.encoding, draft.payload);
  const headers = headersOf(draft);
  const reply = isRequest ? "" : draft.reply;
  let sent = { subject: draft.subject, reply };
  // Subjects are checked with their placeholders filled in.
  if (!isRepeated) {
    sent = fillOnce({ ...sent, headers: [], payload: new Uint8Array(), fill });
  } else {
    const bytes = payload.ok ? payload.value : new Uint8Array();
    const preview = previewTemplate({ ...sent, headers, payload: bytes, fill }, 1);
    if (!preview.ok) problems.push({ field: "template", fault: preview.fault });
    else sent = preview.value[0] ?? sent;
  }
  const subject = checkPublishSubject(sent.subject);
  if (!subject.ok) problems.push({ field: "subject", fault: subject.fault });
  if (sent.reply !== "") {
    const checked = checkPublishSubject(sent.reply);
    if (!checked.ok) problems.push({ field: "reply", fault: checked.fault });
  }
  if (!payload.ok) problems.push({ field: "payload", fault: payload.fault });
  else if (draft.encoding === "json" && !isJsonFilled(payload.value, fill)) {
    problems.push({ field: "payload", fault: { code: "json-filled" } });
  }
  const number = (
    field: "timeout" | "replies" | "silence" | "times" | "perSecond",
    max: number,
  ) => {
    const value = wholeNumber(draft[field], max);
    if (value === null) problems.push({ field, fault: { code: "not-in-range" } });
    return value ?? 1;
  };
  const timeoutMs = isRequest ? number("timeout", MAX_TIMEOUT_MS) : 0;
  const maxReplies = isRequest ? number("replies", MAX_REPLIES) : 1;
  const isMany = isRequest && maxReplies > 1;
  const silenceMs = isMany && draft.silence !== "" ? number("silence", MAX_TIMEOUT_MS) : null;
  const times = isRepeated ? number("times", MAX_TIMES) : 1;
  const isPaced = isRepeated && draft.perSecond !== "";
  const perSecond = isPaced ? number("perSecond", MAX_PER_SECOND) : null;
  if (problems.length > 0 || !payload.ok) return { ready: null, problems };
  return {
    problems,
    ready: {
      subject: draft.subject,
      payload: payload.value,
      headers,
      reply,
      timeoutMs,
      maxReplies,
      silenceMs,
      endsEmpty: isMany && draft.endsEmpty,
      repeat: isRepeated ? { times, perSecond } : null,
      fill,
    },
  };
}

/** Values that the user named can break a document that is well-formed as typed. */
function isJsonFilled(payload: Uint8Array, fill: Fill): boolean {
  if (payload.length > MAX_PREVIEWED_BYTES) return true;
  const filled = fillOnce({ subject: "", reply: "", headers: [], payload, fill }).payload;
  const text = new TextDecoder().decode(filled);
  return text.trim() === "" || isJson(text);
}

export function repeats({ mode, isRepeated }: SendDraft): boolean {
  return mode === "publish" && isRepeated;
}

/** What one press of Send sends: each time with other values in place of the placeholders. */
export function filledOnce(ready: ReadyDraft): ReadyDraft {
  return { ...ready, ...fillOnce(templateOf(ready)) };
}

/** Larger payloads are not looked through while the user types. */
const MAX_PREVIEWED_BYTES = 200_000;

/** Whether what is sent differs from what is typed. */
export function hasPlaceholders(ready: ReadyDraft): boolean {
  if (ready.payload.length > MAX_PREVIEWED_BYTES) return false;
  const compiled = compileTemplate(templateOf(ready), { seq: 1 }, true);
  return compiled.ok && !compiled.value.isFixed;
}

/** The part of a ready draft that is repeated. */
export function templateOf({ subject, payload, headers, reply, fill }: ReadyDraft): RepeatTemplate {
  return { subject, payload, headers, reply, fill };
}

/** The names that a draft holds and that can be given a value, also while it cannot be sent. */
export function draftNames(draft: SendDraft): readonly string[] {
  const { subject, reply, payload: typed, encoding } = draft;
  if (typed.length > MAX_PREVIEWED_BYTES) return [];
  const payload = parsePayload(encoding, typed);
  return namesIn({
    ...{ subject, reply, headers: headersOf(draft) },
    payload: payload.ok ? payload.value : new Uint8Array(),
  });
}

/** Leaves out rows that have neither a name nor a value. */
export function headersOf({ headers }: WithHeaders): HeaderList {
  return headers
    .filter(({ name, value }) => name !== "" || value !== "")
    .map(({ name, value }) => [name, value] as const);
}

/** 1..max, or null. */
function wholeNumber(typed: string, max: number): number | null {
  const digits = typed.trim().replaceAll(",", "");
  const value = /^\d{1,9}$/u.test(digits) ? Number(digits) : 0;
  return value >= 1 && value <= max ? value : null;
}
