// The .NET snippet, listed by snippets.ts: NATS.Net 2.x and 3.x (NatsClient, NatsOpts, NatsAuthOpts.CredsFile,
// NATS.Client.JetStream). It is parsed, not run.

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

export const dotnet: MakeSnippet = (context, variant) => ({
  id: "dotnet",
  label: ".NET",
  install: "dotnet add package NATS.Net",
  code: lines(
    `${remarks(context, variant, "// ", ["dotnet"])}using NATS.Client.Core;`,
    (variant === "store" || variant === "consume") && "using NATS.Client.JetStream;",
    "using NATS.Net;",
    "",
    "await using var client = new NatsClient(new NatsOpts",
    "{",
    `    Url = ${quoted(clientUrl(context))},`,
    `    AuthOpts = new NatsAuthOpts { CredsFile = ${quoted(context.credsFileName)} },`,
    context.inboxPrefix && `    InboxPrefix = ${quoted(context.inboxPrefix)},`,
    "});",
    "await client.ConnectAsync();",
    'Console.WriteLine($"Connected to {client.Connection.ServerInfo?.Name}");',
    "",
    ...BODIES[variant](context),
    "",
  ),
});

type Body = (context: SnippetContext) => readonly (string | false)[];

const receive = (queue: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe &&
      `await using var sub = await client.Connection.SubscribeCoreAsync<string>(${quoted(subject)}${queue});`,
    mayPublish && `await client.PublishAsync(${quoted(subject)}, "hello");`,
    maySubscribe && "var msg = await sub.Msgs.ReadAsync();",
    maySubscribe && 'Console.WriteLine($"{msg.Subject} {msg.Data}");',
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive(""),
  queue: receive(`, queueGroup: ${quoted(QUEUE)}`),
  request: ({ subject, mayAnswer }) => [
    mayAnswer &&
      `await using var requests = await client.Connection.SubscribeCoreAsync<string>(${quoted(subject)});`,
    mayAnswer && "var answering = Task.Run(async () =>\n{",
    mayAnswer && "    var request = await requests.Msgs.ReadAsync();",
    mayAnswer && '    await request.ReplyAsync("hello to you");\n});',
    `var answer = await client.RequestAsync<string, string>(${quoted(subject)}, "hello");`,
    'Console.WriteLine($"Answer: {answer.Data}");',
  ],
  store: ({ subject }) => [
    "var js = client.CreateJetStreamContext();",
    `var ack = await js.PublishAsync(${quoted(subject)}, "hello");`,
    "ack.EnsureSuccess();",
    'Console.WriteLine($"Stored in {ack.Stream} as {ack.Seq}");',
  ],
  consume: ({ stored }) => [
    "var js = client.CreateJetStreamContext();",
    `var consumer = await js.GetConsumerAsync(${quoted(stored.stream)}, ${quoted(stored.consumer)});`,
    "var msg = await consumer.NextAsync<string>();",
    "if (msg is { } received)\n{",
    '    Console.WriteLine($"{received.Subject} {received.Data}");',
    "    await received.AckAsync();\n}",
  ],
};
