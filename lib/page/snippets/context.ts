// What a snippet needs to know, made from the selected creds and their server. Called by the tab Code.
// Snippets name creds by their file and never contain their content.

import { decide } from "@/lib/page/permissions/decide";
import type { Action } from "@/lib/page/permissions/decision";
import { inboxFor } from "@/lib/page/permissions/inbox";
import { type RuleSet, rulesOf } from "@/lib/page/permissions/rule-set";
import type { ClientFamily, CredsFacts } from "@/lib/shared/facts/creds";
import { DEFAULT_INBOX_PREFIX } from "@/lib/shared/grammar/inbox";

export interface SnippetContext {
  /** The WebSocket address of the page's connection: ws://… or wss://…. */
  readonly address: string;
  /** The client address ("nats://127.0.0.1:4222") where it is known; null = guessed from `address`. */
  readonly clientAddress: string | null;
  /** Name of the target if `address` is the dashboard's bridge, which only its page can use. */
  readonly bridge: string | null;
  /** A plain file name. */
  readonly credsFileName: string;
  /** Null if the default _INBOX is allowed. */
  readonly inboxPrefix: string | null;
  /** A subject that the user may use, as far as the JWT shows. */
  readonly subject: string;
  readonly mayPublish: boolean;
  readonly maySubscribe: boolean;
  /** May publish to `subject` and receive the reply. */
  readonly mayRequest: boolean;
  /** May receive requests on `subject` and reply to them. */
  readonly mayAnswer: boolean;
  /** Placeholders: the page does not know which stream is meant. */
  readonly stored: { readonly stream: string; readonly consumer: string };
  /** Clients that cannot read the file as it is written. */
  readonly refusedBy: readonly ClientFamily[];
}

const EXAMPLE = "demo.hello";
export const STORED = { stream: "ORDERS", consumer: "worker" };

export function snippetContext(
  facts: CredsFacts,
  address: string,
  clientAddress: string | null,
  bridge: string | null = null,
): SnippetContext {
  const permissions = facts.jwt?.user?.permissions ?? null;
  const rules = permissions && rulesOf(permissions);
  const inbox = rules && inboxFor(rules);
  const chosen = chooseSubject(rules);
  return {
    address,
    clientAddress,
    bridge,
    credsFileName: fileName(facts),
    inboxPrefix: inbox?.isAllowed && inbox.prefix !== DEFAULT_INBOX_PREFIX ? inbox.prefix : null,
    ...chosen,
    mayRequest: chosen.mayPublish && (inbox?.isAllowed ?? true),
    mayAnswer: chosen.maySubscribe && mayReply(rules, inbox?.prefix ?? DEFAULT_INBOX_PREFIX),
    stored: STORED,
    refusedBy: [
      ...new Set(facts.form.flatMap(({ refusedBy }) => refusedBy.map(({ client }) => client))),
    ],
  };
}

/** The name of the first source without folders. It keeps only characters that need no quotes anywhere. */
function fileName(facts: CredsFacts): string {
  const source = facts.sources[0];
  const name = source && source.kind !== "paste" ? source.name : (facts.jwt?.name ?? "user");
  const last = name.split(/[\\/]/u).at(-1) ?? "";
  const plain = last.replace(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^[.-]+/u, "");
  return /\.\w+$/u.test(plain) ? plain : `${plain || "user"}.creds`;
}

/** To an inbox with this prefix, by a rule for subjects or by the right to reply. */
function mayReply(rules: RuleSet | null, prefix: string): boolean {
  if (!rules || rules.rights.permissions.responses !== null) return true;
  const subject = `${prefix}.example`;
  return decide(rules, { action: "publish", subject, queue: "" }).kind !== "denied";
}

type Chosen = Pick<SnippetContext, "subject" | "mayPublish" | "maySubscribe">;

/** Prefers a subject for both actions. Wildcards of an entry become "example". */
function chooseSubject(rules: RuleSet | null): Chosen {
  if (!rules) return { subject: EXAMPLE, mayPublish: true, maySubscribe: true };
  const { publish, subscribe } = rules.rights.permissions;
  const entries = [...(publish.allow ?? []), ...(subscribe.allow ?? [])];
  const may = (action: Action, subject: string) =>
    decide(rules, { action, subject, queue: "" }).kind !== "denied";
  const options = [EXAMPLE, ...entries.filter(isOrdinary).map(filledIn)].map((subject) => ({
    subject,
    mayPublish: may("publish", subject),
    maySubscribe: may("subscribe", subject),
  }));
  return (
    options.find((one) => one.mayPublish && one.maySubscribe) ??
    options.find((one) => one.mayPublish) ??
    options.find((one) => one.maySubscribe) ?? {
      subject: EXAMPLE,
      mayPublish: true,
      maySubscribe: true,
    }
  );
}

/** Inboxes, service subjects and entries with a queue group make poor examples. */
function isOrdinary(entry: string): boolean {
  return !/^[$_]|[\s"'\\]/u.test(entry);
}

function filledIn(entry: string): string {
  return entry
    .split(".")
    .map((token) => (token === "*" || token === ">" ? "example" : token))
    .join(".");
}
