// The shape of a snippet, and what all of them share: the client address, the remarks above the code,
// and how a value is quoted in each language. Used by the snippets of this folder alone.

import type { ClientFamily } from "@/lib/shared/facts/creds";
import type { SnippetContext } from "./context";

export type SnippetId =
  | "go"
  | "java"
  | "javascript"
  | "typescript"
  | "python"
  | "c"
  | "dotnet"
  | "rust"
  | "ruby"
  | "cli";

export interface Snippet {
  readonly id: SnippetId;
  /** "Go", "nats CLI". */
  readonly label: string;
  /** What to type once to have the client. */
  readonly install: string;
  readonly code: string;
}

/** Without the installed parts: what each language's file makes of the context. */
export type MakeSnippet = (context: SnippetContext) => Snippet;

const EXAMPLE_HOST = "nats.example.com";

/** TLS on the client port is assumed where the page used wss, and the remark says so. */
export function clientUrl({ address, clientAddress, bridge }: SnippetContext): string {
  if (clientAddress) return clientAddress;
  if (bridge !== null) return `nats://${EXAMPLE_HOST}:4222`;
  const url = new URL(address);
  return `${url.protocol === "wss:" ? "tls" : "nats"}://${url.hostname}:4222`;
}

/** Lines of comment above the code, each after the language's `mark` ("// ", "# "). */
export function remarks(
  context: SnippetContext,
  mark: string,
  families: readonly ClientFamily[] = [],
): string {
  const lines =
    context.bridge === null
      ? [`This page connected over WebSocket, at ${context.address}.`]
      : [`This page connected through its bridge to ${context.bridge}, which is for pages alone.`];
  if (context.clientAddress) {
    lines.push("Below is the client port of the same server.");
  } else if (context.bridge !== null) {
    lines.push(`Put the server's own client address in place of ${EXAMPLE_HOST}.`);
  } else {
    lines.push("Below is the client port, which is 4222 unless the server is set otherwise.");
    if (context.address.startsWith("wss:")) {
      lines.push("TLS is assumed there too; write nats:// if the client port has none.");
    }
  }
  if (context.inboxPrefix) {
    lines.push("The permissions do not allow the usual _INBOX, so replies use another prefix.");
  }
  if (families.some((family) => context.refusedBy.includes(family))) {
    lines.push("This client refuses the creds file as it is written: use the cleaned copy.");
  }
  return lines.map((line) => `${mark}${line}\n`).join("");
}

/** The lines that are not null; a snippet leaves out what the user may not do. */
export function lines(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => typeof part === "string").join("\n");
}

/** Right for Go, Java, JavaScript, Python, C and C#: none of the values holds control characters. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Ruby's double quotes would interpolate. */
export const singleQuoted = (text: string): string =>
  `'${text.replace(/\\/gu, "\\\\").replace(/'/gu, "\\'")}'`;
