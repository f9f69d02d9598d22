// The Python snippet, listed by snippets.ts: nats-py 2.x (nats.connect with user_credentials, inbox_prefix).

import type { SnippetContext } from "./context";
import {
  clientUrl,
  lines,
  type MakeSnippet,
  QUEUE,
  quoted,
  remarks,
  type Variant,
} from "./snippet";

export const python: MakeSnippet = (context, variant) => ({
  id: "python",
  label: "Python",
  install: 'pip install "nats-py[nkeys]"',
  code: lines(
    `${remarks(context, variant, "# ", ["python"])}import asyncio`,
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
    ...BODIES[variant](context).map((line) => line && `    ${line}`),
    "    await nc.drain()",
    "",
    "",
    "asyncio.run(main())",
    "",
  ),
});

type Body = (context: SnippetContext) => readonly (string | false)[];

const receive = (queue: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe && `sub = await nc.subscribe(${quoted(subject)}${queue})`,
    mayPublish && `await nc.publish(${quoted(subject)}, b"hello")`,
    maySubscribe && "msg = await sub.next_msg(timeout=2)",
    maySubscribe && "print(msg.subject, msg.data.decode())",
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive(""),
  queue: receive(`, queue=${quoted(QUEUE)}`),
  request: ({ subject, mayAnswer }) => [
    mayAnswer && 'async def answer(msg):\n        await msg.respond(b"hello to you")\n',
    mayAnswer && `await nc.subscribe(${quoted(subject)}, cb=answer)`,
    `reply = await nc.request(${quoted(subject)}, b"hello", timeout=2)`,
    'print("Answer:", reply.data.decode())',
  ],
  store: ({ subject }) => [
    `ack = await nc.jetstream().publish(${quoted(subject)}, b"hello")`,
    'print("Stored in", ack.stream, "as", ack.seq)',
  ],
  consume: ({ stored }) => [
    `sub = await nc.jetstream().pull_subscribe_bind(${quoted(stored.consumer)}, ${quoted(stored.stream)})`,
    "[msg] = await sub.fetch(1, timeout=2)",
    "print(msg.subject, msg.data.decode())",
    "await msg.ack()",
  ],
};
