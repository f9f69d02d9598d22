// The Ruby snippet, listed by snippets.ts: nats-pure 2.x with nkeys (user_credentials, custom_inbox_prefix). It is
// parsed, not run.

import type { SnippetContext } from "./context";
import {
  clientUrl,
  lines,
  type MakeSnippet,
  QUEUE,
  remarks,
  singleQuoted,
  type Variant,
} from "./snippet";

export const ruby: MakeSnippet = (context, variant) => ({
  id: "ruby",
  label: "Ruby",
  install: "gem install nats-pure nkeys",
  code: lines(
    `${remarks(context, variant, "# ")}require 'nats/client'`,
    "",
    "nats = NATS.connect(",
    `  ${singleQuoted(clientUrl(context))},`,
    `  user_credentials: ${singleQuoted(context.credsFileName)}${context.inboxPrefix ? "," : ""}`,
    context.inboxPrefix && `  custom_inbox_prefix: ${singleQuoted(context.inboxPrefix)}`,
    ")",
    'puts "Connected to #{nats.connected_server}"',
    "",
    ...BODIES[variant](context),
    "nats.close",
    "",
  ),
});

type Body = (context: SnippetContext) => readonly (string | false)[];

const receive = (queue: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe && `sub = nats.subscribe(${singleQuoted(subject)}${queue})`,
    mayPublish && `nats.publish(${singleQuoted(subject)}, 'hello')`,
    maySubscribe ? "msg = sub.next_msg(timeout: 2)" : "nats.flush",
    maySubscribe && 'puts "#{msg.subject} #{msg.data}"',
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive(""),
  queue: receive(`, queue: ${singleQuoted(QUEUE)}`),
  request: ({ subject, mayAnswer }) => [
    mayAnswer && `nats.subscribe(${singleQuoted(subject)}) { |msg| msg.respond('hello to you') }`,
    `answer = nats.request(${singleQuoted(subject)}, 'hello', timeout: 2)`,
    'puts "Answer: #{answer.data}"',
  ],
  store: ({ subject }) => [
    `ack = nats.jetstream.publish(${singleQuoted(subject)}, 'hello')`,
    'puts "Stored in #{ack.stream} as #{ack.seq}"',
  ],
  consume: ({ subject, stored }) => [
    `sub = nats.jetstream.pull_subscribe(${singleQuoted(subject)}, ${singleQuoted(stored.consumer)}, stream: ${singleQuoted(stored.stream)})`,
    "msg = sub.fetch(1, timeout: 2).first",
    'puts "#{msg.subject} #{msg.data}"',
    "msg.ack",
    "nats.flush",
  ],
};
