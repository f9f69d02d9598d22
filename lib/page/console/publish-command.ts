// A message → the nats CLI commands that publish it or ask for it again. Pure. The flags are those of `nats pub` and
// `nats req`; both fill in Go templates in body, subject and header values, and read an argument that begins with "@"
// from a file. `nats req` has no flag for a pipe: it reads one in a terminal only.

import { shellQuoted } from "@/lib/page/base/shell";
import { toBase64 } from "@/lib/shared/base/base64";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { MessageDetail } from "@/lib/shared/facts/console";

/** Longer ones come through a pipe: Linux limits an argument to 128 KiB. */
const MAX_ARGUMENT_BYTES = 100_000;

export type PublishedAgain = Pick<MessageDetail, "subject" | "reply" | "headers" | "payload">;

export const publishCommand = (message: PublishedAgain): string => command("pub", message);

/** The reply subject is left out: `nats req` waits at its own inbox. */
export const requestCommand = (message: PublishedAgain): string =>
  command("req", { ...message, reply: "" });

function command(
  verb: "pub" | "req",
  { subject, reply, headers, payload }: PublishedAgain,
): string {
  const text = payload.length > MAX_ARGUMENT_BYTES ? null : typedText(payload);
  // As bytes: a payload that is not text may hold two braces, too.
  const hasBraces = payload.some((byte, at) => byte === 0x7b && payload[at + 1] === 0x7b);
  const isPlain = !(hasBraces || subject.includes("{{"));
  const args = text === null ? [subject] : [subject, text];
  const parts = [
    `nats ${verb}`,
    ...(isPlain ? [] : ["--no-templates"]),
    ...(text === null && verb === "pub" ? ["--force-stdin"] : []),
    ...(reply === "" ? [] : ["--reply", shellQuoted(reply)]),
    ...headers.map(([name, value]) => `-H ${shellQuoted(`${name}:${literal(value)}`)}`),
    ...(args.some((arg) => /^[-@]/u.test(arg)) ? ["--"] : []),
    ...args.map(shellQuoted),
  ];
  const line = parts.join(" ");
  return text === null ? `printf %s ${toBase64(payload)} | base64 -d | ${line}` : line;
}

/** Null where a shell or a terminal would change it: bytes that are no text, and control characters. */
function typedText(payload: Uint8Array): string | null {
  const text = decodeText(payload);
  return text === null || /[^\P{Cc}\n\t]/u.test(text) ? null : text;
}

/** Header values are templates always; no flag switches that off. */
function literal(value: string): string {
  return value.replaceAll("{{", '{{"{{"}}');
}
