// The placeholders of messages, for the help. placeholders.test.ts fills each example in with the code that sends.

export interface PlaceholderExample {
  readonly placeholder: string;
  readonly says: string;
  /** As typed into the form. */
  readonly typed: string;
  /** What two sends of it make. `shape` says what may differ, where no two sends are alike. */
  readonly sent: readonly [string, string];
  readonly shape?: RegExp;
}

/** What the examples take from the form and from earlier sends. */
export const EXAMPLE_FILL = { counted: 41, values: [{ name: "region", text: "eu" }] } as const;

/** What the examples of a responder take from a request. */
export const EXAMPLE_REQUEST = {
  subject: "price.eu.lamp",
  payload: "lamp",
  header: { name: "Trace", value: "7" },
} as const;

export const SEND_PLACEHOLDERS: readonly PlaceholderExample[] = [
  {
    placeholder: "{{seq}}",
    says: "The number of the message in its run, from 1.",
    typed: "order {{seq}}",
    sent: ["order 1", "order 2"],
  },
  {
    placeholder: "{{count}}",
    says: "Goes on counting from one send of these creds to the next. No number comes twice.",
    typed: "order {{count}}",
    sent: ["order 42", "order 43"],
  },
  {
    placeholder: "{{now}}",
    says: "The time of sending, in UTC with milliseconds.",
    typed: '{"at":"{{now}}"}',
    sent: ['{"at":"2026-11-29T15:04:05.120Z"}', '{"at":"2026-11-29T15:04:05.121Z"}'],
    shape: /^\{"at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\}$/u,
  },
  {
    placeholder: "{{uuid}}",
    says: "A random UUID.",
    typed: "id {{uuid}}",
    sent: ["id 3f1c2f60-9a1b-4c5e-8d2f-6b7a8c9d0e1f", "id a2b9d7c4-55e0-4f3a-9c1d-0e8f7a6b5c4d"],
    shape: /^id [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
  },
  {
    placeholder: "{{random a b}}",
    says: "A whole number from a to b, both included.",
    typed: "dice {{random 1 6}}",
    sent: ["dice 4", "dice 1"],
    shape: /^dice [1-6]$/u,
  },
  {
    placeholder: "{{name}}",
    says: "Any other word. The form gets a field for its value, which this tab keeps for all creds. Without a value a single message keeps the word, and a repeat does not start.",
    typed: "orders.{{region}}.new",
    sent: ["orders.eu.new", "orders.eu.new"],
  },
];

export const ANSWER_PLACEHOLDERS: readonly PlaceholderExample[] = [
  {
    placeholder: "{{subject}}",
    says: "The subject of the request.",
    typed: "asked {{subject}}",
    sent: ["asked price.eu.lamp", "asked price.eu.lamp"],
  },
  {
    placeholder: "{{token n}}",
    says: "One part of its subject, from 1.",
    typed: "region {{token 2}}",
    sent: ["region eu", "region eu"],
  },
  {
    placeholder: "{{payload}}",
    says: "Its payload, byte for byte.",
    typed: "a {{payload}}",
    sent: ["a lamp", "a lamp"],
  },
  {
    placeholder: "{{header Name}}",
    says: "The first value of one of its headers; empty if there is none.",
    typed: "trace {{header Trace}}",
    sent: ["trace 7", "trace 7"],
  },
];
