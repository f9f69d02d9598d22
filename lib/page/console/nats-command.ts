// The commands of the nats CLI that show the same as the JetStream view. Nothing here changes a stream.

import { shellQuoted } from "@/lib/page/base/shell";
import { isImportedPlace } from "@/lib/shared/grammar/jetstream-api";

/** Names KV buckets and object stores as the streams that they are. */
export const streamsCommand = (domain: string) => command(domain, "stream ls", [], ["--all"]);

export const accountCommand = (domain: string) => command(domain, "account info", []);

export const streamCommand = (domain: string, stream: string) =>
  command(domain, "stream info", [stream]);

export const subjectsCommand = (domain: string, stream: string, filter: string) =>
  command(domain, "stream subjects", filter === ">" ? [stream] : [stream, filter]);

export const consumersCommand = (domain: string, stream: string) =>
  command(domain, "consumer report", [stream]);

export const consumerCommand = (domain: string, stream: string, consumer: string) =>
  command(domain, "consumer info", [stream, consumer]);

export const messageCommand = (domain: string, stream: string, sequence: number) =>
  command(domain, "stream get", [stream, String(sequence)]);

/** Reads messages one after another, without leaving a consumer behind. An import brings the first one only. */
export function messagesCommand(domain: string, stream: string, from: number, subject: string) {
  const filter = subject === ">" ? [] : [`--subject=${subject}`];
  if (isImportedPlace(domain)) return messageCommand(domain, stream, from);
  return command(domain, "stream view", [stream], [`--id=${from}`, ...filter]);
}

export const keysCommand = (domain: string, bucket: string) => consuming(domain, "kv ls", [bucket]);

export const historyCommand = (domain: string, bucket: string, key: string) =>
  consuming(domain, "kv history", [bucket, key]);

export const revisionCommand = (domain: string, bucket: string, key: string, revision: number) =>
  command(domain, "kv get", [bucket, key], [`--revision=${revision}`]);

export const watchCommand = (domain: string, bucket: string) =>
  consuming(domain, "kv watch", [bucket]);

export const objectsCommand = (domain: string, bucket: string) =>
  consuming(domain, "object ls", [bucket]);

export const objectCommand = (domain: string, bucket: string, name: string) =>
  consuming(domain, "object get", [bucket, name]);

export const servicesCommand = () => "nats service ls";

export const serviceCommand = (name: string) => command("", "service stats", [name]);

/**
 * For what the CLI reads through a consumer. Of an imported JetStream its messages come only to a subject that the
 * other account exports (placeholders-text.ts).
 */
function consuming(domain: string, verb: string, names: readonly string[]) {
  const inbox = isImportedPlace(domain) ? ["--inbox-prefix=DELIVERIES"] : [];
  return command(domain, verb, names, inbox);
}

/** `verb`: one or two fixed words. A name that begins with a dash must not become a flag. */
function command(
  domain: string,
  verb: string,
  names: readonly string[],
  flags: readonly string[] = [],
): string {
  const flag = isImportedPlace(domain) ? "--js-api-prefix" : "--js-domain";
  const place = domain === "" ? [] : [flag, domain];
  const rest = names.some((name) => name.startsWith("-")) ? ["--", ...names] : names;
  return ["nats", ...place, ...verb.split(" "), ...flags, ...rest].map(shellQuoted).join(" ");
}
