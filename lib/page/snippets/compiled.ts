// Snippets for Go, Java, C, .NET and Rust, listed by snippets.ts. Each follows the client's current API:
// nats.go 1.x (nats.UserCredentials, nats.CustomInboxPrefix), jnats 2.x (Options.Builder),
// nats.c 3.x (nats/nats.h), NATS.Net 2.x (NatsOpts, NatsAuthOpts.CredsFile), async-nats 0.4x.

import { clientUrl, lines, type MakeSnippet, quoted, remarks } from "./snippet";

export const go: MakeSnippet = (context) => ({
  id: "go",
  label: "Go",
  install: "go get github.com/nats-io/nats.go",
  code: lines(
    `${remarks(context, "// ", ["go-nkeys"])}package main`,
    "",
    "import (",
    '\t"fmt"',
    '\t"log"',
    context.maySubscribe && '\t"time"',
    "",
    '\t"github.com/nats-io/nats.go"',
    ")",
    "",
    "func main() {",
    `\tnc, err := nats.Connect(${quoted(clientUrl(context))},`,
    `\t\tnats.UserCredentials(${quoted(context.credsFileName)}),`,
    context.inboxPrefix && `\t\tnats.CustomInboxPrefix(${quoted(context.inboxPrefix)}),`,
    "\t)",
    "\tif err != nil {",
    "\t\tlog.Fatal(err)",
    "\t}",
    "\tdefer nc.Drain()",
    '\tfmt.Println("Connected to", nc.ConnectedUrl())',
    context.maySubscribe && `\n\tsub, err := nc.SubscribeSync(${quoted(context.subject)})`,
    context.maySubscribe && "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}",
    context.mayPublish &&
      `\tif err := nc.Publish(${quoted(context.subject)}, []byte("hello")); err != nil {\n\t\tlog.Fatal(err)\n\t}`,
    context.maySubscribe && "\tmsg, err := sub.NextMsg(2 * time.Second)",
    context.maySubscribe && "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}",
    context.maySubscribe && "\tfmt.Println(msg.Subject, string(msg.Data))",
    "}",
    "",
  ),
});

export const java: MakeSnippet = (context) => ({
  id: "java",
  label: "Java",
  install: "implementation 'io.nats:jnats:2.+'",
  code: lines(
    `${remarks(context, "// ", ["java"])}import io.nats.client.*;`,
    context.mayPublish && "import java.nio.charset.StandardCharsets;",
    context.maySubscribe && "import java.time.Duration;",
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
    context.maySubscribe &&
      `            Subscription sub = nc.subscribe(${quoted(context.subject)});`,
    context.mayPublish &&
      `            nc.publish(${quoted(context.subject)}, "hello".getBytes(StandardCharsets.UTF_8));`,
    context.maySubscribe && "            Message msg = sub.nextMessage(Duration.ofSeconds(2));",
    context.maySubscribe &&
      '            if (msg != null) System.out.println(msg.getSubject() + " " + new String(msg.getData()));',
    "        }",
    "    }",
    "}",
    "",
  ),
});

export const c: MakeSnippet = (context) => ({
  id: "c",
  label: "C",
  install: "cc main.c -lnats",
  code: lines(
    `${remarks(context, "// ", ["c"])}#include <stdio.h>`,
    "#include <nats/nats.h>",
    "",
    "int main(void) {",
    "    natsOptions *opts = NULL;",
    "    natsConnection *nc = NULL;",
    context.maySubscribe && "    natsSubscription *sub = NULL;\n    natsMsg *msg = NULL;",
    "    natsStatus s = natsOptions_Create(&opts);",
    "",
    `    if (s == NATS_OK) s = natsOptions_SetURL(opts, ${quoted(clientUrl(context))});`,
    `    if (s == NATS_OK) s = natsOptions_SetUserCredentialsFromFiles(opts, ${quoted(context.credsFileName)}, NULL);`,
    context.inboxPrefix &&
      `    if (s == NATS_OK) s = natsOptions_SetCustomInboxPrefix(opts, ${quoted(context.inboxPrefix)});`,
    "    if (s == NATS_OK) s = natsConnection_Connect(&nc, opts);",
    context.maySubscribe &&
      `    if (s == NATS_OK) s = natsConnection_SubscribeSync(&sub, nc, ${quoted(context.subject)});`,
    context.mayPublish &&
      `    if (s == NATS_OK) s = natsConnection_PublishString(nc, ${quoted(context.subject)}, "hello");`,
    context.mayPublish && "    if (s == NATS_OK) s = natsConnection_Flush(nc);",
    context.maySubscribe && "    if (s == NATS_OK) s = natsSubscription_NextMsg(&msg, sub, 2000);",
    context.maySubscribe &&
      '    if (s == NATS_OK) printf("%s %.*s\\n", natsMsg_GetSubject(msg), natsMsg_GetDataLength(msg), natsMsg_GetData(msg));',
    '    if (s != NATS_OK) fprintf(stderr, "%s\\n", natsStatus_GetText(s));',
    "",
    context.maySubscribe && "    natsMsg_Destroy(msg);\n    natsSubscription_Destroy(sub);",
    "    natsConnection_Destroy(nc);",
    "    natsOptions_Destroy(opts);",
    "    nats_Close();",
    "    return s == NATS_OK ? 0 : 1;",
    "}",
    "",
  ),
});

export const dotnet: MakeSnippet = (context) => ({
  id: "dotnet",
  label: ".NET",
  install: "dotnet add package NATS.Net",
  code: lines(
    `${remarks(context, "// ", ["dotnet"])}using NATS.Client.Core;`,
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
    context.maySubscribe &&
      `await using var sub = await client.Connection.SubscribeCoreAsync<string>(${quoted(context.subject)});`,
    context.mayPublish && `await client.PublishAsync(${quoted(context.subject)}, "hello");`,
    context.maySubscribe && "var msg = await sub.Msgs.ReadAsync();",
    context.maySubscribe && 'Console.WriteLine($"{msg.Subject} {msg.Data}");',
    "",
  ),
});

export const rust: MakeSnippet = (context) => ({
  id: "rust",
  label: "Rust",
  install: "cargo add async-nats futures-util && cargo add tokio --features full",
  code: lines(
    `${remarks(context, "// ", ["rust"])}${context.maySubscribe ? "use futures_util::StreamExt;\n" : ""}`,
    "#[tokio::main]",
    "async fn main() -> Result<(), async_nats::Error> {",
    `    let client = async_nats::ConnectOptions::with_credentials_file(${quoted(context.credsFileName)})`,
    "        .await?",
    context.inboxPrefix && `        .custom_inbox_prefix(${quoted(context.inboxPrefix)})`,
    `        .connect(${quoted(clientUrl(context))})`,
    "        .await?;",
    '    println!("Connected to {}", client.server_info().server_name);',
    "",
    context.maySubscribe &&
      `    let mut messages = client.subscribe(${quoted(context.subject)}).await?;`,
    context.mayPublish &&
      `    client.publish(${quoted(context.subject)}, "hello".into()).await?;\n    client.flush().await?;`,
    context.maySubscribe && "    if let Some(msg) = messages.next().await {",
    context.maySubscribe &&
      '        println!("{} {}", msg.subject, String::from_utf8_lossy(&msg.payload));\n    }',
    "    Ok(())",
    "}",
    "",
  ),
});
