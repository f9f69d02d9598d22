// The Java snippet, listed by snippets.ts: jnats 2.x (Options.Builder, Nats.credentials).

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

const HELLO = '"hello".getBytes(StandardCharsets.UTF_8)';
const TEXT = "new String(msg.getData(), StandardCharsets.UTF_8)";

export const java: MakeSnippet = (context, variant) => ({
  id: "java",
  label: "Java",
  install: "implementation 'io.nats:jnats:2.+'",
  code: lines(
    `${remarks(context, variant, "// ", ["java"])}import io.nats.client.*;`,
    variant === "store" && "import io.nats.client.api.PublishAck;",
    "import java.nio.charset.StandardCharsets;",
    variant !== "store" && "import java.time.Duration;",
    "",
    "public class Main {",
    "    public static void main(String[] args) throws Exception {",
    "        Options options = new Options.Builder()",
    `            .server(${quoted(clientUrl(context))})`,
    `            .authHandler(Nats.credentials(${quoted(context.credsFileName)}))`,
    context.inboxPrefix && `            .inboxPrefix(${quoted(context.inboxPrefix)})`,
    "            .build();",
    "        try (Connection nc = Nats.connect(options)) {",
    '            System.out.println("Connected to " + nc.getConnectedUrl());',
    ...BODIES[variant](context).map((line) => line && `            ${line}`),
    "        }",
    "    }",
    "}",
    "",
  ),
});

type Body = (context: SnippetContext) => readonly (string | false)[];

const SHOW = `if (msg != null) System.out.println(msg.getSubject() + " " + ${TEXT});`;

const receive = (queue: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe && `Subscription sub = nc.subscribe(${quoted(subject)}${queue});`,
    mayPublish && `nc.publish(${quoted(subject)}, ${HELLO});`,
    maySubscribe && "Message msg = sub.nextMessage(Duration.ofSeconds(2));",
    maySubscribe ? SHOW : "nc.flush(Duration.ofSeconds(2));",
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive(""),
  queue: receive(`, ${quoted(QUEUE)}`),
  request: ({ subject, mayAnswer }) => [
    mayAnswer && "Dispatcher dispatcher = nc.createDispatcher(request ->",
    mayAnswer &&
      '    nc.publish(request.getReplyTo(), "hello to you".getBytes(StandardCharsets.UTF_8)));',
    mayAnswer && `dispatcher.subscribe(${quoted(subject)});`,
    `Message msg = nc.request(${quoted(subject)}, ${HELLO}, Duration.ofSeconds(2));`,
    `if (msg != null) System.out.println("Answer: " + ${TEXT});`,
  ],
  store: ({ subject }) => [
    `PublishAck ack = nc.jetStream().publish(${quoted(subject)}, ${HELLO});`,
    'System.out.println("Stored in " + ack.getStream() + " as " + ack.getSeqno());',
  ],
  consume: ({ stored }) => [
    `ConsumerContext consumer = nc.getConsumerContext(${quoted(stored.stream)}, ${quoted(stored.consumer)});`,
    "Message msg = consumer.next(Duration.ofSeconds(2));",
    "if (msg != null) {",
    `    System.out.println(msg.getSubject() + " " + ${TEXT});`,
    "    msg.ack();",
    "    nc.flush(Duration.ofSeconds(2));",
    "}",
  ],
};
