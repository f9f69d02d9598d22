import { describe, expect, it } from "vitest";
import type { MessageDetail } from "@/lib/shared/facts/console";
import { NEW_DRAFT } from "./draft";
import {
  addHeader,
  changeHeader,
  draftNames,
  filledOnce,
  hasPlaceholders,
  readDraft,
  removeHeader,
  replyDraft,
  resendDraft,
} from "./send-draft";

const encode = (text: string) => new TextEncoder().encode(text);

function message(payload: Uint8Array, part: Partial<MessageDetail> = {}): MessageDetail {
  return {
    seq: 7,
    at: 0,
    subject: "orders.eu.created",
    reply: "_INBOX.a.1",
    headers: [
      ["Trace", "1"],
      ["Trace", "2"],
    ],
    status: null,
    statusText: "",
    payload,
    subscription: 1,
    unpacked: null,
    decoded: [],
    answerTo: null,
    stored: null,
    ...part,
  };
}

const fieldsOf = (draft: typeof NEW_DRAFT) => readDraft(draft).problems.map((one) => one.field);

it("names what can be given a value, and fills it in", () => {
  const draft = {
    ...NEW_DRAFT,
    subject: "a.{{region}}",
    payload: '{{seq}} {{count}} {{subject}} {{ region }} {{random 1 2}} {{token 2}} {"a":{}}',
    headers: [{ id: 1, name: "Trace", value: "{{trace.id}}" }],
  };
  expect(draftNames(draft)).toEqual(["region", "trace.id", "subject"]);
  const values = [
    { name: "region", text: "eü" },
    { name: "seq", text: "never" },
  ];
  const { ready } = readDraft(
    { ...draft, payload: "{{ region }} {{seq}} {{count}} {{trace.id}}" },
    { values, counted: 41 },
  );
  if (ready === null) throw new Error("not ready");
  const one = filledOnce(ready);
  expect([one.subject, one.headers]).toEqual(["a.eü", [["Trace", "{{trace.id}}"]]]);
  expect(new TextDecoder().decode(one.payload)).toBe("eü 1 42 {{trace.id}}");
});

it("JSON is checked as typed and as filled in", () => {
  const fault = (payload: string, value = "") =>
    readDraft(
      { ...NEW_DRAFT, subject: "a", encoding: "json", payload },
      { values: [{ name: "x", text: value }], counted: 0 },
    ).problems.map((one) => one.fault);
  for (const payload of ["", "{}", '{"n":{{seq}},"id":"{{uuid}}","r":{{random 1 5}}}']) {
    expect(fault(payload)).toEqual([]);
  }
  expect(fault('{\n  "n": {{seq}},\n  "b": tru\n}')).toEqual([
    { code: "json-invalid", params: { line: 3, column: 8 } },
  ]);
  expect(fault('{"n":{{x}}}', "[1]")).toEqual([]);
  expect(fault('{"n":"{{x}}"}', 'a"')).toEqual([{ code: "json-filled" }]);
  expect(fault('{"n":{{x}}}')).toEqual([{ code: "json-filled" }]);
});

it("says whether placeholders change what is sent", () => {
  const ready = (change: Partial<typeof NEW_DRAFT>) => {
    const read = readDraft({ ...NEW_DRAFT, subject: "a", ...change }).ready;
    return read !== null && hasPlaceholders(read);
  };
  expect(ready({ payload: '{"id":"{{uuid}}"}' })).toBe(true);
  expect(ready({ subject: "a.{{seq}}" })).toBe(true);
  expect(ready({ payload: "{{ own }} {}" })).toBe(false);
});

describe("headers of a draft", () => {
  it("gives every row its own id, also after one was removed", () => {
    const three = addHeader(addHeader(addHeader(NEW_DRAFT)));
    expect(three.headers.map((header) => header.id)).toEqual([1, 2, 3]);
    const again = addHeader(removeHeader(three, 2));
    expect(again.headers.map((header) => header.id)).toEqual([1, 3, 4]);
  });

  it("changes one row and leaves the others as they are", () => {
    const two = addHeader(addHeader(NEW_DRAFT));
    const changed = changeHeader(two, 2, { name: "Trace" });
    expect(changed.headers).toEqual([
      { id: 1, name: "", value: "" },
      { id: 2, name: "Trace", value: "" },
    ]);
    expect(changed.headers[0]).toBe(two.headers[0]);
  });

  it("sends repeated names and drops rows that were never filled in", () => {
    const draft = { ...resendDraft(NEW_DRAFT, message(encode("x"))) };
    expect(readDraft(addHeader(draft)).ready?.headers).toEqual([
      ["Trace", "1"],
      ["Trace", "2"],
    ]);
  });
});

describe("a draft made from a message", () => {
  it("sends the same bytes again, whatever they are", () => {
    for (const payload of [
      encode('{"total":12345678901234567890}'),
      encode("line\nline"),
      encode("line\r\nline"),
      encode("\ufefftext"),
      Uint8Array.of(0, 255, 10, 13, 128),
      new Uint8Array(0),
    ]) {
      expect(readDraft(resendDraft(NEW_DRAFT, message(payload))).ready?.payload).toEqual(payload);
    }
  });

  it("answers on the reply subject and keeps what was typed", () => {
    const typed = { ...NEW_DRAFT, mode: "request" as const, payload: "pong", reply: "elsewhere" };
    expect(replyDraft(typed, message(encode("ping")))).toMatchObject({
      mode: "publish",
      subject: "_INBOX.a.1",
      payload: "pong",
      reply: "",
    });
  });
});

describe("reading a draft", () => {
  it("names every field that has a problem", () => {
    expect(fieldsOf(NEW_DRAFT)).toEqual(["subject"]);
    expect(
      fieldsOf({ ...NEW_DRAFT, subject: "a.*", reply: "b c", encoding: "hex", payload: "0" }),
    ).toEqual(["subject", "reply", "payload"]);
  });

  it("asks for timeout and replies in requests only", () => {
    const odd = { ...NEW_DRAFT, subject: "a", timeout: "soon", replies: "0" };
    expect(fieldsOf(odd)).toEqual([]);
    expect(fieldsOf({ ...odd, mode: "request" })).toEqual(["timeout", "replies"]);
    expect(fieldsOf({ ...odd, mode: "request", timeout: "600001", replies: "1" })).toEqual([
      "timeout",
    ]);
  });

  it("leaves the reply subject out of a request, which has its own inbox", () => {
    const draft = { ...NEW_DRAFT, subject: "a", reply: "not valid", mode: "request" as const };
    expect(readDraft(draft).ready).toMatchObject({ reply: "", timeoutMs: 2_000, maxReplies: 1 });
  });

  it("fills in the placeholders of a single message, and leaves other words in braces", () => {
    const draft = {
      ...NEW_DRAFT,
      subject: "a.{{seq}}",
      payload: '{"id":"{{uuid}}","at":"{{ now }}","other":"{{name}}"}',
      headers: [{ id: 1, name: "Nats-Msg-Id", value: "{{uuid}}" }],
    };
    const { ready } = readDraft(draft);
    if (ready === null) throw new Error("not ready");
    const [one, two] = [filledOnce(ready), filledOnce(ready)];
    const text = (payload: Uint8Array) => new TextDecoder().decode(payload);
    expect(one.subject).toBe("a.1");
    expect(one.headers[0]?.[1]).toMatch(/^[0-9a-f-]{36}$/);
    expect(text(one.payload)).toMatch(
      /^{"id":"[0-9a-f-]{36}","at":"20[^{]*Z","other":"{{name}}"}$/,
    );
    expect(text(two.payload)).not.toBe(text(one.payload));
    expect(fieldsOf({ ...NEW_DRAFT, subject: "a.{{ uuid }}" })).toEqual([]);
  });

  it("takes thousands as people write them", () => {
    const draft = { ...NEW_DRAFT, subject: "a", mode: "request" as const, timeout: " 30,000 " };
    expect(readDraft(draft).ready?.timeoutMs).toBe(30_000);
  });
});
