// The shape of a snippet, and what all of them share: the client address, the remarks above the code, and
// how each language quotes a value. Used by one file for each client.

import type { ClientFamily } from "@/lib/shared/facts/creds";
import type { SnippetContext } from "./context";

export type SnippetId =
  | "go"
  | "java"
  | "javascript"
  | "typescript"
  | "browser"
  | "python"
  | "c"
  | "dotnet"
  | "rust"
  | "ruby"
  | "cli";

/** What a snippet does after it connected. */
export const VARIANTS = ["messages", "request", "queue", "store", "consume"] as const;

export type Variant = (typeof VARIANTS)[number];

export const VARIANT_LABELS: Readonly<Record<Variant, string>> = {
  messages: "Publish and subscribe",
  request: "Request and answer",
  queue: "Queue group",
  store: "Publish to a stream",
  consume: "Consume a stream",
};

/** The queue group of the example, which may have any name. */
export const QUEUE = "workers";

export interface Snippet {
  readonly id: SnippetId;
  /** "Go", "nats CLI". */
  readonly label: string;
  /** The command that installs the client. */
  readonly install: string;
  readonly code: string;
}

/** Writes the snippet of one language. */
export type MakeSnippet = (context: SnippetContext, variant: Variant) => Snippet;

const EXAMPLE_HOST = "nats.example.com";

/** If the page used wss, TLS is assumed on the client port as well, and the remark says so. */
export function clientUrl({ address, clientAddress, bridge }: SnippetContext): string {
  if (clientAddress) return clientAddress;
  if (bridge !== null) return `nats://${EXAMPLE_HOST}:4222`;
  const url = new URL(address);
  return `${url.protocol === "wss:" ? "tls" : "nats"}://${url.hostname}:4222`;
}

/** Lines of comment above the code, each after the language's `mark` ("// ", "# "). */
export function remarks(
  context: SnippetContext,
  variant: Variant,
  mark: string,
  families: readonly ClientFamily[] = [],
): string {
  const lines = [...addressRemarks(context), ...rightsRemarks(context, variant)];
  if (families.some((family) => context.refusedBy.includes(family))) {
    lines.push("This client cannot read the creds file as it is written. Use the cleaned copy.");
  }
  return lines.map((line) => `${mark}${line}\n`).join("");
}

function addressRemarks(context: SnippetContext): string[] {
  const lines =
    context.bridge === null
      ? [`This page connected over WebSocket, at ${context.address}.`]
      : [
          `This page connected through its bridge to ${context.bridge}. Only this page can use the bridge.`,
        ];
  if (context.clientAddress) {
    lines.push("The address below is the client port of the same server.");
  } else if (context.bridge !== null) {
    lines.push(`Replace ${EXAMPLE_HOST} with the client address of the server.`);
  } else {
    lines.push(
      "The address below has the default client port, 4222. The server may use another one.",
    );
    if (context.address.startsWith("wss:")) {
      lines.push("It assumes TLS. Use nats:// if the client port has no TLS.");
    }
  }
  return lines;
}

/** What the permissions or the names ask of the reader. */
export function rightsRemarks(context: SnippetContext, variant: Variant): string[] {
  const lines: string[] = [];
  if (context.inboxPrefix) {
    lines.push("The permissions do not allow the default _INBOX, so replies use another prefix.");
  }
  if (variant === "request" && !context.mayRequest) {
    lines.push("The permissions of these creds do not allow this request.");
  }
  if (variant === "request" && !context.mayAnswer) {
    lines.push("These creds may not answer it, so another client has to.");
  }
  if (variant === "store") {
    lines.push(`A stream has to store ${context.subject}.`);
    if (!context.mayPublish) lines.push("The permissions of these creds do not allow to publish.");
  }
  if (variant === "consume") {
    const { stream, consumer } = context.stored;
    lines.push(`Replace ${stream} and ${consumer} with your stream and its pull consumer.`);
  }
  return lines;
}

/** Joins the lines that are strings. A snippet leaves out what the user may not do. */
export function lines(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => typeof part === "string").join("\n");
}

/** Valid in Go, Java, JavaScript, Python, C and C#, because no value contains control characters. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Ruby's double quotes would interpolate. */
export const singleQuoted = (text: string): string =>
  `'${text.replace(/\\/gu, "\\\\").replace(/'/gu, "\\'")}'`;
