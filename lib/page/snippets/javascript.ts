// Snippets for JavaScript and TypeScript, listed by snippets.ts. Node, Deno and Bun share one client:
// @nats-io/transport-node 3.4 (connect, credsAuthenticator,
// inboxPrefix). run-snippets.test.ts runs both against a real server.

import type { SnippetContext } from "./context";
import { clientUrl, lines, type MakeSnippet, quoted, remarks } from "./snippet";

const INSTALL = "npm install @nats-io/transport-node";

function body(context: SnippetContext, types: { nc: string; msg: string }): string {
  const subject = quoted(context.subject);
  return lines(
    `const nc${types.nc} = await connect({`,
    `  servers: ${quoted(clientUrl(context))},`,
    `  authenticator: credsAuthenticator(await readFile(${quoted(context.credsFileName)})),`,
    context.inboxPrefix && `  inboxPrefix: ${quoted(context.inboxPrefix)},`,
    "});",
    'console.log("Connected to", nc.getServer());',
    "",
    context.maySubscribe && `const sub = nc.subscribe(${subject}, { max: 1 });`,
    context.mayPublish && `nc.publish(${subject}, "hello");`,
    context.maySubscribe && "for await (const msg of sub) {",
    context.maySubscribe && types.msg,
    context.maySubscribe && "}",
    "await nc.drain();",
    "",
  );
}

export const javascript: MakeSnippet = (context) => ({
  id: "javascript",
  label: "JavaScript",
  install: INSTALL,
  code: `${remarks(context, "// ", ["javascript"])}import { readFile } from "node:fs/promises";
import { connect, credsAuthenticator } from "@nats-io/transport-node";

${body(context, { nc: "", msg: "  console.log(msg.subject, msg.string());" })}`,
});

export const typescript: MakeSnippet = (context) => ({
  id: "typescript",
  label: "TypeScript",
  install: INSTALL,
  code: `${remarks(context, "// ", ["javascript"])}import { readFile } from "node:fs/promises";
import { connect, credsAuthenticator${context.maySubscribe ? ", type Msg" : ""}, type NatsConnection } from "@nats-io/transport-node";

${context.maySubscribe ? "function show(msg: Msg): void {\n  console.log(msg.subject, msg.string());\n}\n\n" : ""}${body(context, { nc: ": NatsConnection", msg: "  show(msg);" })}`,
});
