// Snippets for Python, Ruby and the nats CLI, listed by snippets.ts. Current APIs: nats-py 2.x (nats.connect with
// user_credentials, inbox_prefix), nats-pure 2.x with nkeys (user_credentials, custom_inbox_prefix),
// natscli 0.1 to 0.4 (context save, with the global flags --server, --creds, --inbox-prefix).

import { shellQuoted } from "@/lib/page/base/shell";
import { clientUrl, lines, type MakeSnippet, quoted, remarks, singleQuoted } from "./snippet";

export const python: MakeSnippet = (context) => ({
  id: "python",
  label: "Python",
  install: 'pip install "nats-py[nkeys]"',
  code: lines(
    `${remarks(context, "# ", ["python"])}import asyncio`,
    "",
    "import nats",
    "",
    "",
    "async def main():",
    "    nc = await nats.connect(",
    `        ${quoted(clientUrl(context))},`,
    `        user_credentials=${quoted(context.credsFileName)},`,
    context.inboxPrefix && `        inbox_prefix=${quoted(context.inboxPrefix)},`,
    "    )",
    '    print("Connected to", nc.connected_url.netloc)',
    "",
    context.maySubscribe && `    sub = await nc.subscribe(${quoted(context.subject)})`,
    context.mayPublish && `    await nc.publish(${quoted(context.subject)}, b"hello")`,
    context.maySubscribe && "    msg = await sub.next_msg(timeout=2)",
    context.maySubscribe && "    print(msg.subject, msg.data.decode())",
    "    await nc.drain()",
    "",
    "",
    "asyncio.run(main())",
    "",
  ),
});

export const ruby: MakeSnippet = (context) => ({
  id: "ruby",
  label: "Ruby",
  install: "gem install nats-pure nkeys",
  code: lines(
    `${remarks(context, "# ")}require 'nats/client'`,
    "",
    "nats = NATS.connect(",
    `  ${singleQuoted(clientUrl(context))},`,
    `  user_credentials: ${singleQuoted(context.credsFileName)}${context.inboxPrefix ? "," : ""}`,
    context.inboxPrefix && `  custom_inbox_prefix: ${singleQuoted(context.inboxPrefix)}`,
    ")",
    'puts "Connected to #{nats.connected_server}"',
    "",
    context.maySubscribe && `sub = nats.subscribe(${singleQuoted(context.subject)})`,
    context.mayPublish && `nats.publish(${singleQuoted(context.subject)}, 'hello')`,
    context.maySubscribe && "msg = sub.next_msg(timeout: 2)",
    context.maySubscribe && 'puts "#{msg.subject} #{msg.data}"',
    "nats.close",
    "",
  ),
});

/** The context stores the path of the creds, so the path must be absolute. */
export const cli: MakeSnippet = (context) => {
  const name = shellQuoted(context.credsFileName.replace(/\.\w+$/u, ""));
  const subject = shellQuoted(context.subject);
  return {
    id: "cli",
    label: "nats CLI",
    install: "go install github.com/nats-io/natscli/nats@latest",
    code: lines(
      `${remarks(context, "# ", ["go-nkeys"])}nats context save ${name} \\`,
      `  --server ${shellQuoted(clientUrl(context))} \\`,
      `  --creds "$PWD"/${shellQuoted(context.credsFileName)} \\`,
      context.inboxPrefix && `  --inbox-prefix ${shellQuoted(context.inboxPrefix)} \\`,
      "  --select",
      "",
      context.maySubscribe && `nats sub ${subject}`,
      context.mayPublish && `nats pub ${subject} hello`,
      "",
    ),
  };
};
