// The Rust snippet, listed by snippets.ts: async-nats 0.4x and 0.5x (ConnectOptions, jetstream). It flushes before it
// ends, because publish and ack only hand the message to a task that ends with the program.

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

export const rust: MakeSnippet = (context, variant) => ({
  id: "rust",
  label: "Rust",
  install: "cargo add async-nats futures-util && cargo add tokio --features full",
  code: lines(
    `${remarks(context, variant, "// ", ["rust"])}${usesStream(context, variant) ? "use futures_util::StreamExt;\n" : ""}`,
    "#[tokio::main]",
    "async fn main() -> Result<(), async_nats::Error> {",
    `    let client = async_nats::ConnectOptions::with_credentials_file(${quoted(context.credsFileName)})`,
    "        .await?",
    context.inboxPrefix && `        .custom_inbox_prefix(${quoted(context.inboxPrefix)})`,
    `        .connect(${quoted(clientUrl(context))})`,
    "        .await?;",
    '    println!("Connected to {}", client.server_info().server_name);',
    "",
    ...BODIES[variant](context).map((line) => line && `    ${line}`),
    "    client.drain().await?;",
    "    Ok(())",
    "}",
    "",
  ),
});

function usesStream({ maySubscribe, mayAnswer }: SnippetContext, variant: Variant): boolean {
  if (variant === "request") return mayAnswer;
  return variant === "consume" || (variant !== "store" && maySubscribe);
}

type Body = (context: SnippetContext) => readonly (string | false)[];

const SHOW = '    println!("{} {}", msg.subject, String::from_utf8_lossy(&msg.payload));';

const receive = (subscribe: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe &&
      `let mut messages = client.${subscribe.replace("SUBJECT", () => quoted(subject))}.await?;`,
    mayPublish && `client.publish(${quoted(subject)}, "hello".into()).await?;`,
    mayPublish && "client.flush().await?;",
    maySubscribe && "if let Some(msg) = messages.next().await {",
    maySubscribe && SHOW,
    maySubscribe && "}",
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive("subscribe(SUBJECT)"),
  queue: receive(`queue_subscribe(SUBJECT, ${quoted(QUEUE)}.into())`),
  request: ({ subject, mayAnswer }) => [
    mayAnswer && `let mut requests = client.subscribe(${quoted(subject)}).await?;`,
    mayAnswer && "let answering = client.clone();",
    mayAnswer && "tokio::spawn(async move {",
    mayAnswer && "    while let Some(request) = requests.next().await {",
    mayAnswer && "        if let Some(reply) = request.reply {",
    mayAnswer && '            answering.publish(reply, "hello to you".into()).await.ok();',
    mayAnswer && "        }\n        }\n    });",
    `let answer = client.request(${quoted(subject)}, "hello".into()).await?;`,
    'println!("Answer: {}", String::from_utf8_lossy(&answer.payload));',
  ],
  store: ({ subject }) => [
    "let jetstream = async_nats::jetstream::new(client.clone());",
    `let ack = jetstream.publish(${quoted(subject)}, "hello".into()).await?.await?;`,
    'println!("Stored in {} as {}", ack.stream, ack.sequence);',
  ],
  consume: ({ stored }) => [
    "let jetstream = async_nats::jetstream::new(client.clone());",
    "let consumer: async_nats::jetstream::consumer::PullConsumer = jetstream",
    `    .get_consumer_from_stream(${quoted(stored.consumer)}, ${quoted(stored.stream)})`,
    "    .await?;",
    "let mut messages = consumer.fetch().max_messages(1).messages().await?;",
    "if let Some(msg) = messages.next().await {",
    "    let msg = msg?;",
    SHOW,
    "    msg.ack().await?;\n        client.flush().await?;",
    "}",
  ],
};
