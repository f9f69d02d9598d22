// The C snippet, listed by snippets.ts: nats.c 3.4 and newer (nats/nats.h). Version 3.4 is the one that Debian 12 has.

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

export const c: MakeSnippet = (context, variant) => {
  const { before = [], declare, steps, destroy } = BODIES[variant](context);
  return {
    id: "c",
    label: "C",
    install: "apt install libnats-dev && cc main.c -lnats",
    code: lines(
      `${remarks(context, variant, "// ", ["c", "c-before-3.9"])}#include <stdio.h>`,
      "#include <nats/nats.h>",
      "",
      ...before,
      "int main(void) {",
      "    char url[256];",
      "    natsOptions *opts = NULL;",
      "    natsConnection *nc = NULL;",
      ...declare.map((line) => line && `    ${line}`),
      "    natsStatus s = natsOptions_Create(&opts);",
      "",
      step(`natsOptions_SetURL(opts, ${quoted(clientUrl(context))})`),
      step(`natsOptions_SetUserCredentialsFromFiles(opts, ${quoted(context.credsFileName)}, NULL)`),
      context.inboxPrefix &&
        step(`natsOptions_SetCustomInboxPrefix(opts, ${quoted(context.inboxPrefix)})`),
      step("natsConnection_Connect(&nc, opts)"),
      step("natsConnection_GetConnectedUrl(nc, url, sizeof(url))"),
      print('"Connected to %s\\n", url'),
      "",
      ...steps,
      '    if (s != NATS_OK) fprintf(stderr, "%s\\n", natsStatus_GetText(s));',
      "",
      ...destroy.map((line) => line && `    ${line}`),
      "    natsConnection_Destroy(nc);",
      "    natsOptions_Destroy(opts);",
      "    nats_Close();",
      "    return s == NATS_OK ? 0 : 1;",
      "}",
      "",
    ),
  };
};

const step = (call: string): string => `    if (s == NATS_OK) s = ${call};`;
const print = (values: string): string => `    if (s == NATS_OK) printf(${values});`;

type Part = readonly (string | false)[];

interface Body {
  readonly before?: Part;
  readonly declare: Part;
  readonly steps: Part;
  readonly destroy: Part;
}

const DECLARE = ["natsSubscription *sub = NULL;", "natsMsg *msg = NULL;"];
const DESTROY = ["natsMsg_Destroy(msg);", "natsSubscription_Destroy(sub);"];

const show = (msg: string): string =>
  print(
    `"%s %.*s\\n", natsMsg_GetSubject(${msg}), natsMsg_GetDataLength(${msg}), natsMsg_GetData(${msg})`,
  );

const receive = (subscribe: string) => {
  return ({ subject, maySubscribe, mayPublish }: SnippetContext): Body => ({
    declare: maySubscribe ? DECLARE : [],
    steps: [
      maySubscribe && step(subscribe.replace("SUBJECT", () => quoted(subject))),
      mayPublish && step(`natsConnection_PublishString(nc, ${quoted(subject)}, "hello")`),
      mayPublish && step("natsConnection_Flush(nc)"),
      maySubscribe && step("natsSubscription_NextMsg(&msg, sub, 2000)"),
      maySubscribe && show("msg"),
    ],
    destroy: maySubscribe ? DESTROY : [],
  });
};

const ANSWER = `static void answer(natsConnection *nc, natsSubscription *sub, natsMsg *msg, void *closure) {
    natsConnection_PublishString(nc, natsMsg_GetReply(msg), "hello to you");
    natsMsg_Destroy(msg);
}
`;

const BODIES: Readonly<Record<Variant, (context: SnippetContext) => Body>> = {
  messages: receive("natsConnection_SubscribeSync(&sub, nc, SUBJECT)"),
  queue: receive(`natsConnection_QueueSubscribeSync(&sub, nc, SUBJECT, ${quoted(QUEUE)})`),
  request: ({ subject, mayAnswer }) => ({
    before: [mayAnswer && ANSWER],
    declare: [mayAnswer && "natsSubscription *sub = NULL;", "natsMsg *msg = NULL;"],
    steps: [
      mayAnswer && step(`natsConnection_Subscribe(&sub, nc, ${quoted(subject)}, answer, NULL)`),
      step(`natsConnection_RequestString(&msg, nc, ${quoted(subject)}, "hello", 2000)`),
      print('"Answer: %.*s\\n", natsMsg_GetDataLength(msg), natsMsg_GetData(msg)'),
    ],
    destroy: ["natsMsg_Destroy(msg);", mayAnswer && "natsSubscription_Destroy(sub);"],
  }),
  store: ({ subject }) => ({
    declare: ["jsCtx *js = NULL;", "jsPubAck *ack = NULL;"],
    steps: [
      step("natsConnection_JetStream(&js, nc, NULL)"),
      step(`js_Publish(&ack, js, ${quoted(subject)}, "hello", 5, NULL, NULL)`),
      print('"Stored in %s as %llu\\n", ack->Stream, (unsigned long long) ack->Sequence'),
    ],
    destroy: ["jsPubAck_Destroy(ack);", "jsCtx_Destroy(js);"],
  }),
  consume: ({ stored }) => ({
    declare: [
      "jsCtx *js = NULL;",
      "jsSubOptions which;",
      "natsSubscription *sub = NULL;",
      "natsMsgList list = {0};",
    ],
    steps: [
      "    jsSubOptions_Init(&which);",
      `    which.Stream = ${quoted(stored.stream)};`,
      `    which.Consumer = ${quoted(stored.consumer)};`,
      step("natsConnection_JetStream(&js, nc, NULL)"),
      step('js_PullSubscribe(&sub, js, "", NULL, NULL, &which, NULL)'),
      step("natsSubscription_Fetch(&list, sub, 1, 2000, NULL)"),
      show("list.Msgs[0]"),
      step("natsMsg_Ack(list.Msgs[0], NULL)"),
      step("natsConnection_Flush(nc)"),
    ],
    destroy: [
      "natsMsgList_Destroy(&list);",
      "natsSubscription_Destroy(sub);",
      "jsCtx_Destroy(js);",
    ],
  }),
};
