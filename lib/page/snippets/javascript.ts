// The snippets for JavaScript and TypeScript in Node, Deno and Bun, and for JavaScript in a browser, listed by
// snippets.ts: @nats-io/transport-node 3.4 (connect), @nats-io/nats-core (wsconnect), @nats-io/jetstream.

import type { SnippetContext } from "./context";
import {
  clientUrl,
  lines,
  type MakeSnippet,
  QUEUE,
  quoted,
  remarks,
  rightsRemarks,
  type Variant,
} from "./snippet";

const isStored = (variant: Variant) => variant === "store" || variant === "consume";
const install = (main: string, variant: Variant) =>
  `npm install ${main}${isStored(variant) ? " @nats-io/jetstream" : ""}`;
const JETSTREAM = 'import { jetstream } from "@nats-io/jetstream";';

/** Type annotations, or nothing in JavaScript. */
interface Types {
  readonly answer: string;
  readonly msg: string;
  readonly ack: string;
}
const UNTYPED: Types = { answer: "", msg: "", ack: "" };

type Body = (context: SnippetContext, types: Types) => readonly (string | false)[];

const receive = (options: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe && `const sub = nc.subscribe(${quoted(subject)}, { ${options}max: 1 });`,
    mayPublish && `nc.publish(${quoted(subject)}, "hello");`,
    maySubscribe && "for await (const msg of sub) {\n  console.log(msg.subject, msg.string());\n}",
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive(""),
  queue: receive(`queue: ${quoted(QUEUE)}, `),
  request: ({ subject, mayAnswer }, { answer }) => [
    mayAnswer &&
      `nc.subscribe(${quoted(subject)}, {\n  callback: (_, msg) => {\n    msg.respond("hello to you");\n  },\n});`,
    `const answer${answer} = await nc.request(${quoted(subject)}, "hello", { timeout: 2000 });`,
    'console.log("Answer:", answer.string());',
  ],
  store: ({ subject }, { ack }) => [
    `const ack${ack} = await jetstream(nc).publish(${quoted(subject)}, "hello");`,
    'console.log("Stored in", ack.stream, "as", ack.seq);',
  ],
  consume: ({ stored }, { msg }) => [
    `const consumer = await jetstream(nc).consumers.get(${quoted(stored.stream)}, ${quoted(stored.consumer)});`,
    `const msg${msg} = await consumer.next({ expires: 2000 });`,
    "if (msg) {\n  console.log(msg.subject, msg.string());\n  msg.ack();\n}",
  ],
};

function connected(context: SnippetContext, variant: Variant, nc: string, types: Types): string {
  return lines(
    `const nc${nc} = await connect({`,
    `  servers: ${quoted(clientUrl(context))},`,
    `  authenticator: credsAuthenticator(await readFile(${quoted(context.credsFileName)})),`,
    context.inboxPrefix && `  inboxPrefix: ${quoted(context.inboxPrefix)},`,
    "});",
    'console.log("Connected to", nc.getServer());',
    "",
    ...BODIES[variant](context, types),
    "await nc.drain();",
    "",
  );
}

export const javascript: MakeSnippet = (context, variant) => ({
  id: "javascript",
  label: "JavaScript (Node, Deno, Bun)",
  install: install("@nats-io/transport-node", variant),
  code: lines(
    `${remarks(context, variant, "// ", ["javascript"])}import { readFile } from "node:fs/promises";`,
    isStored(variant) && JETSTREAM,
    'import { connect, credsAuthenticator } from "@nats-io/transport-node";',
    "",
    connected(context, variant, "", UNTYPED),
  ),
});

/** The types that a variant names, besides NatsConnection. */
const NAMED: Readonly<Record<Variant, Types>> = {
  messages: UNTYPED,
  queue: UNTYPED,
  request: { ...UNTYPED, answer: ": Msg" },
  store: { ...UNTYPED, ack: ": PubAck" },
  consume: { ...UNTYPED, msg: ": JsMsg | null" },
};

export const typescript: MakeSnippet = (context, variant) => ({
  id: "typescript",
  label: "TypeScript (Node, Deno, Bun)",
  install: install("@nats-io/transport-node", variant),
  code: lines(
    `${remarks(context, variant, "// ", ["javascript"])}import { readFile } from "node:fs/promises";`,
    isStored(variant) &&
      `import { jetstream, type ${variant === "store" ? "PubAck" : "JsMsg"} } from "@nats-io/jetstream";`,
    `import { connect, credsAuthenticator, ${variant === "request" ? "type Msg, " : ""}type NatsConnection } from "@nats-io/transport-node";`,
    "",
    connected(context, variant, ": NatsConnection", NAMED[variant]),
  ),
});

/** A page cannot use the bridge of another page, so the address is a stand-in there. */
export const browser: MakeSnippet = (context, variant) => ({
  id: "browser",
  label: "JavaScript (browser)",
  install: install("@nats-io/nats-core", variant),
  code: lines(
    ...[...browserRemarks(context), ...rightsRemarks(context, variant)].map((line) => `// ${line}`),
    isStored(variant) && JETSTREAM,
    'import { credsAuthenticator, wsconnect } from "@nats-io/nats-core";',
    "",
    'const input = document.querySelector("#creds");',
    'input.addEventListener("change", async () => {',
    "  const creds = new Uint8Array(await input.files[0].arrayBuffer());",
    "  const nc = await wsconnect({",
    `    servers: ${quoted(webSocketUrl(context))},`,
    "    authenticator: credsAuthenticator(creds),",
    context.inboxPrefix && `    inboxPrefix: ${quoted(context.inboxPrefix)},`,
    "  });",
    '  console.log("Connected to", nc.getServer());',
    "",
    ...BODIES[variant](context, UNTYPED)
      .filter((line) => line !== false)
      .map((line) => line.replace(/^/gmu, "  ")),
    "  await nc.drain();",
    "});",
    "",
  ),
});

const webSocketUrl = ({ address, bridge }: SnippetContext): string =>
  bridge === null ? address : "wss://nats.example.com:8080";

function browserRemarks(context: SnippetContext): string[] {
  const refused = context.refusedBy.includes("javascript");
  return [
    `The page needs <input type="file" id="creds">, where the user chooses ${context.credsFileName}.`,
    context.bridge === null
      ? "This page connected over WebSocket to the same address."
      : `This page connected through its bridge to ${context.bridge}. Replace nats.example.com with a WebSocket address of the server.`,
    ...(refused
      ? ["This client cannot read the creds file as it is written. Use the cleaned copy."]
      : []),
  ];
}
