// The Go snippet, listed by snippets.ts: nats.go 1.x (nats.UserCredentials, nats.CustomInboxPrefix) and its package
// jetstream. The connection is closed, not drained: Drain returns at once, so a message published last would be lost.

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

const CHECK = "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}";

export const go: MakeSnippet = (context, variant) => ({
  id: "go",
  label: "Go",
  install: "go get github.com/nats-io/nats.go",
  code: lines(
    `${remarks(context, variant, "// ", ["go-nkeys"])}package main`,
    "",
    "import (",
    isStored(variant) && '\t"context"',
    '\t"fmt"',
    '\t"log"',
    needsTime(context, variant) && '\t"time"',
    "",
    '\t"github.com/nats-io/nats.go"',
    isStored(variant) && '\t"github.com/nats-io/nats.go/jetstream"',
    ")",
    "",
    "func main() {",
    `\tnc, err := nats.Connect(${quoted(clientUrl(context))},`,
    `\t\tnats.UserCredentials(${quoted(context.credsFileName)}),`,
    context.inboxPrefix && `\t\tnats.CustomInboxPrefix(${quoted(context.inboxPrefix)}),`,
    "\t)",
    CHECK,
    "\tdefer nc.Close()",
    '\tfmt.Println("Connected to", nc.ConnectedUrl())',
    "",
    ...BODIES[variant](context),
    "}",
    "",
  ),
});

const isStored = (variant: Variant) => variant === "store" || variant === "consume";
const needsTime = ({ maySubscribe }: SnippetContext, variant: Variant) =>
  variant === "request" || (!isStored(variant) && maySubscribe);

type Body = (context: SnippetContext) => readonly (string | null | false)[];

const receive = (subscribe: string): Body => {
  return ({ subject, maySubscribe, mayPublish }) => [
    maySubscribe &&
      `\tsub, err := nc.${subscribe.replace("SUBJECT", () => quoted(subject))}\n${CHECK}`,
    mayPublish &&
      `\tif err := nc.Publish(${quoted(subject)}, []byte("hello")); err != nil {\n\t\tlog.Fatal(err)\n\t}`,
    maySubscribe && `\tmsg, err := sub.NextMsg(2 * time.Second)\n${CHECK}`,
    maySubscribe && "\tfmt.Println(msg.Subject, string(msg.Data))",
  ];
};

const BODIES: Readonly<Record<Variant, Body>> = {
  messages: receive("SubscribeSync(SUBJECT)"),
  queue: receive(`QueueSubscribeSync(SUBJECT, ${quoted(QUEUE)})`),
  request: ({ subject, mayAnswer }) => [
    mayAnswer && `\t_, err = nc.Subscribe(${quoted(subject)}, func(msg *nats.Msg) {`,
    mayAnswer && `\t\tmsg.Respond([]byte("hello to you"))\n\t})\n${CHECK}`,
    `\tanswer, err := nc.Request(${quoted(subject)}, []byte("hello"), 2*time.Second)`,
    `${CHECK}\n\tfmt.Println("Answer:", string(answer.Data))`,
  ],
  store: ({ subject }) => [
    `\tjs, err := jetstream.New(nc)\n${CHECK}`,
    `\tack, err := js.Publish(context.Background(), ${quoted(subject)}, []byte("hello"))`,
    `${CHECK}\n\tfmt.Println("Stored in", ack.Stream, "as", ack.Sequence)`,
  ],
  consume: ({ stored }) => [
    `\tjs, err := jetstream.New(nc)\n${CHECK}`,
    `\tconsumer, err := js.Consumer(context.Background(), ${quoted(stored.stream)}, ${quoted(stored.consumer)})`,
    `${CHECK}\n\tmsg, err := consumer.Next()\n${CHECK}`,
    "\tfmt.Println(msg.Subject(), string(msg.Data()))",
    "\tif err := msg.Ack(); err != nil {\n\t\tlog.Fatal(err)\n\t}",
  ],
};
