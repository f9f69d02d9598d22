// The snippet for the nats CLI, listed by snippets.ts: natscli 0.2 to 0.5 (context save, with the global flags
// --server, --creds, --inbox-prefix). A command that waits for a message needs a separate terminal. `nats reply` goes on until
// it is interrupted: with --count it ends with an error.

import { shellQuoted } from "@/lib/page/base/shell";
import type { SnippetContext } from "./context";
import { clientUrl, lines, type MakeSnippet, QUEUE, remarks, type Variant } from "./snippet";

/** `npm run clients` runs what stands below each of these two at the same time. */
export const TERMINALS = ["# In one terminal:", "# In another terminal:"] as const;

/** The context stores the path of the creds, so the path must be absolute. */
export const cli: MakeSnippet = (context, variant) => {
  const name = shellQuoted(context.credsFileName.replace(/\.\w+$/u, ""));
  const commands = BODIES[variant](context).filter((line) => line !== false);
  return {
    id: "cli",
    label: "nats CLI",
    install: "go install github.com/nats-io/natscli/nats@latest",
    code: lines(
      `${remarks(context, variant, "# ", ["go-nkeys"])}nats context save ${name} \\`,
      `  --server ${shellQuoted(clientUrl(context))} \\`,
      `  --creds "$PWD"/${shellQuoted(context.credsFileName)} \\`,
      context.inboxPrefix && `  --inbox-prefix ${shellQuoted(context.inboxPrefix)} \\`,
      "  --select",
      "",
      ...commands.flatMap((line, i) => (commands.length > 1 ? [TERMINALS[i] ?? "", line] : [line])),
      "",
    ),
  };
};

type Body = (context: SnippetContext) => readonly (string | false)[];

const receive = (queue: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe && `nats sub ${shellQuoted(subject)} --count 1${queue}`,
    mayPublish && `nats pub ${shellQuoted(subject)} hello`,
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive(""),
  queue: receive(` --queue ${QUEUE}`),
  request: ({ subject, mayAnswer }) => [
    mayAnswer && `nats reply ${shellQuoted(subject)} 'hello to you'`,
    `nats request ${shellQuoted(subject)} hello`,
  ],
  store: ({ subject }) => [`nats pub ${shellQuoted(subject)} hello --jetstream`],
  consume: ({ stored }) => [
    `nats consumer next ${shellQuoted(stored.stream)} ${shellQuoted(stored.consumer)} --ack`,
  ],
};
