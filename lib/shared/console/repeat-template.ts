// Makes messages from a template, for repeated publishing. The page previews a few, the vault makes all.
// Subject, reply, header values and payload can hold placeholders:
//
//   {{seq}}          1, 2, 3 …, the number of the message in its run
//   {{count}}        the same, and goes on from one send to the next (`Fill.counted`)
//   {{now}}          time of sending, ISO 8601 with milliseconds
//   {{uuid}}         a random UUID (version 4)
//   {{random a b}}   an integer from a to b, both included
//   {{name}}         a value that the user gave this name (`Fill.values`); the words above cannot be such names
//
// An answer of the responder can hold parts of the request as well, which it passes as `Making.request`:
//
//   {{subject}}      the subject of the request
//   {{token 2}}      one part of it, from 1
//   {{payload}}      its payload, byte for byte
//   {{header Name}}  the first value of one of its headers; "" if there is none
//
// Any other word in double braces is a fault, except in a single message, where it stays as it is. Braces around anything else are left as they are.

import { concatBytes, toBytes } from "@/lib/shared/base/bytes";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { RepeatTemplate } from "@/lib/shared/facts/console";
import type { Fill } from "@/lib/shared/facts/fill";

/** Bytes that stay the same, or a function that makes the next ones. A string is ASCII. */
export type TemplatePart = Uint8Array | (() => string | Uint8Array);

/** The request that an answer is made for. */
export interface RequestParts {
  readonly subject: string;
  readonly payload: Uint8Array;
  header(name: string): string;
}

export interface Making {
  /** The number of the message that is being made, from 1. */
  seq: number;
  /** Null in a responder that has no request yet; absent in messages that answer nothing. */
  request?: RequestParts | null;
}

export interface CompiledTemplate {
  readonly subject: readonly TemplatePart[];
  readonly reply: readonly TemplatePart[];
  readonly headers: readonly (readonly [name: string, value: readonly TemplatePart[]])[];
  readonly payload: readonly TemplatePart[];
  /** Whether all messages are the same. */
  readonly isFixed: boolean;
}

/** One character for each byte, so that any payload can be searched as text. */
const latin1 = (bytes: Uint8Array): string => {
  let text = "";
  for (let offset = 0; offset < bytes.length; offset += 8192) {
    text += String.fromCharCode(...bytes.subarray(offset, offset + 8192));
  }
  return text;
};

/** Braces around something that can be a placeholder. */
const BRACES = /\{\{\s*([A-Za-z][\w .-]*?)\s*\}\}/g;
const NAME = /^[A-Za-z][\w.-]{0,39}$/;

/** The parts read `making` each time a message is made. */
export function compileTemplate(
  template: RepeatTemplate,
  making: Making,
  keepsUnknown = false,
): Result<CompiledTemplate, "template-invalid"> {
  let unknown: string | null = null;
  const compile = (bytes: Uint8Array): TemplatePart[] => {
    const parts: TemplatePart[] = [];
    let from = 0;
    for (const match of latin1(bytes).matchAll(BRACES)) {
      const part = placeholder(match[1] ?? "", making, template.fill);
      if (part === null) {
        if (!keepsUnknown) unknown ??= match[0];
        continue;
      }
      if (match.index > from) parts.push(bytes.slice(from, match.index));
      parts.push(part);
      from = match.index + match[0].length;
    }
    if (from < bytes.length) parts.push(bytes.slice(from));
    return parts;
  };
  const compiled = {
    subject: compile(toBytes(template.subject)),
    reply: compile(toBytes(template.reply)),
    headers: template.headers.map(([name, value]) => [name, compile(toBytes(value))] as const),
    payload: compile(template.payload),
  };
  if (unknown !== null) return fail("template-invalid", { text: unknown });
  const all = [compiled.subject, compiled.reply, compiled.payload];
  const values = compiled.headers.map(([, value]) => value);
  const isFixed = [...all, ...values].flat().every((part) => part instanceof Uint8Array);
  return ok({ ...compiled, isFixed });
}

/** Makes the first messages as they would be sent. Time, UUID and random numbers differ in each. */
export function previewTemplate(
  template: RepeatTemplate,
  count: number,
): Result<readonly RepeatTemplate[], "template-invalid"> {
  return makeMessages(template, count, false);
}

function makeMessages(
  template: RepeatTemplate,
  count: number,
  keepsUnknown: boolean,
): Result<readonly RepeatTemplate[], "template-invalid"> {
  const making: Making = { seq: 0 };
  const compiled = compileTemplate(template, making, keepsUnknown);
  if (!compiled.ok) return compiled;
  const { subject, reply, headers, payload } = compiled.value;
  const text = (parts: readonly TemplatePart[]) => new TextDecoder().decode(joined(parts));
  return ok(
    Array.from({ length: count }, (_, index) => {
      making.seq = index + 1;
      return {
        subject: text(subject),
        reply: text(reply),
        headers: headers.map(([name, value]) => [name, text(value)] as const),
        payload: joined(payload),
      };
    }),
  );
}

/** A single message with its placeholders filled in. Payloads of templates hold words of their own. */
export function fillOnce(message: RepeatTemplate): RepeatTemplate {
  const filled = makeMessages(message, 1, true);
  return (filled.ok ? filled.value[0] : undefined) ?? message;
}

/** The bytes of one part of a message. */
export function joined(parts: readonly TemplatePart[]): Uint8Array {
  return concatBytes(
    parts.map((part) => {
      const made = part instanceof Uint8Array ? part : part();
      return made instanceof Uint8Array ? made : toBytes(made);
    }),
  );
}

/** The words that can be given a value, each once, in the order of subject, reply, headers and payload. */
export function namesIn({ subject, reply, headers, payload }: RepeatTemplate): readonly string[] {
  const texts = [subject, reply, ...headers.map(([, value]) => value), latin1(payload)];
  const words = texts.flatMap((text) => [...text.matchAll(BRACES)].map((match) => match[1] ?? ""));
  return [...new Set(words)].filter(
    (word) => NAME.test(word) && placeholder(word, { seq: 0 }, undefined) === null,
  );
}

function placeholder(
  text: string,
  making: Making,
  fill: Fill | undefined,
): (() => string | Uint8Array) | null {
  const random = /^random +(-?\d{1,15}) +(-?\d{1,15})$/.exec(text);
  if (random !== null) {
    const low = Math.min(Number(random[1]), Number(random[2]));
    const high = Math.max(Number(random[1]), Number(random[2]));
    return () => String(low + Math.floor(Math.random() * (high - low + 1)));
  }
  switch (text) {
    case "seq":
      return () => String(making.seq);
    case "count":
      return () => String((fill?.counted ?? 0) + making.seq);
    case "now":
      return () => new Date().toISOString();
    case "uuid":
      return randomUuid;
    default:
      return making.request === undefined ? namedValue(text, fill) : requestPart(text, making);
  }
}

function namedValue(name: string, fill: Fill | undefined): (() => Uint8Array) | null {
  const value = fill?.values.find((one) => one.name === name)?.text ?? "";
  if (value === "") return null;
  const bytes = toBytes(value);
  return () => bytes;
}

function requestPart(text: string, making: Making): (() => string | Uint8Array) | null {
  const NOTHING = new Uint8Array();
  if (text === "subject") return () => toBytes(making.request?.subject ?? "");
  if (text === "payload") return () => making.request?.payload ?? NOTHING;
  const [, word, rest = ""] = /^(token|header) +(\S+)$/.exec(text) ?? [];
  if (word === "header") return () => toBytes(making.request?.header(rest) ?? "");
  if (word !== "token" || !/^[1-9]\d{0,2}$/.test(rest)) return null;
  return () => toBytes(making.request?.subject.split(".")[Number(rest) - 1] ?? "");
}

/** Replaces crypto.randomUUID, which exists only in secure contexts, so not over plain http. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
