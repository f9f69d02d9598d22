// The published grammar of the filter, term by term and combined, on generated messages: the store must list the
// rows that plain JavaScript picks.

import { beforeAll, expect, it } from "vitest";
import { MessageStore } from "@/lib/vault/message-store/message-store";
import { loadSearch } from "./load-search";

beforeAll(() => loadSearch("/any/"));

const encode = (text: string) => new TextEncoder().encode(text);
const SUBJECTS = ["orders.eu.new", "orders.us.new", "orders.eu", "metrics"];
const WORDS = ["eur", "EUR", "lamp", "größe"];
const START = Date.UTC(2026, 10, 26, 10);

const messages = Array.from({ length: 300 }, (_, n) => {
  const subject = SUBJECTS[n % 4] ?? "";
  const word = WORDS[Math.floor(n / 4) % 4] ?? "";
  return {
    subject,
    word,
    total: n % 11,
    reply: n % 3 === 0 ? `_INBOX.${n % 2 === 0 ? "a" : "b"}.${n}` : "",
    status: n % 5 === 0 ? (n % 2 === 0 ? 503 : 404) : null,
    trace: n % 7 === 0 ? `x-${n}` : null,
    at: START + n * 1000,
    subscription: 1 + (n % 3),
    payload: `{"total":${n % 11},"word":"${word}","tags":["t${n % 2}"]}`,
  };
});
type Message = (typeof messages)[number];

const store = new MessageStore({ budgetBytes: 1024 * 1024 });
for (const [index, subject] of ["orders.>", ">", "metrics"].entries()) {
  store.addSubscription(index + 1, subject, index);
}
const headOf = ({ status, trace }: Message) =>
  status === null && trace === null
    ? ""
    : `NATS/1.0${status === null ? "" : ` ${status}`}\r\n${trace === null ? "" : `Trace: ${trace}\r\n`}\r\n`;
for (const message of messages) {
  const { at, subject, reply, subscription, payload } = message;
  const head = headOf(message);
  store.append({
    ...{ at, subject, reply, subscription, payload: encode(payload) },
    headers: head === "" ? null : encode(head),
  });
}

const sizeOf = (message: Message) => encode(headOf(message) + message.payload).length;
/** Subject, headers and payload: what words and expressions look at. */
const partsOf = (message: Message) => [
  message.subject,
  headOf(message).slice("NATS/1.0".length),
  message.payload,
];
const has = (word: string) => (message: Message) =>
  partsOf(message).some((part) => part.toLowerCase().includes(word.toLowerCase()));
const hasExactly = (word: string) => (message: Message) =>
  partsOf(message).some((part) => part.includes(word));
const fits = (regex: RegExp) => (message: Message) =>
  regex.test(message.subject) ||
  regex.test(message.payload) ||
  (message.trace !== null && regex.test(`Trace: ${message.trace}`));

/** Every term that README.md lists. */
const TERMS: readonly (readonly [string, (message: Message) => boolean])[] = [
  ["orders.>", ({ subject }) => subject.startsWith("orders.")],
  ["orders.*.new", ({ subject }) => /^orders[.][^.]+[.]new$/.test(subject)],
  ["subject:metrics", ({ subject }) => subject === "metrics"],
  ["eur", has("eur")],
  ["metrics", has("metrics")],
  ["'EUR'", hasExactly("EUR")],
  ["GRÖßE", has("größe")],
  ['"word\\":\\"l"', has('word":"l')],
  [".total > 5", ({ total }) => total > 5],
  [".total == 3", ({ total }) => total === 3],
  [".total != 3", ({ total }) => total !== 3],
  [".total <= 2", ({ total }) => total <= 2],
  ['.word ~ "AMP"', ({ word }) => word === "lamp"],
  ['.tags[0] == "t1"', ({ payload }) => payload.includes("t1")],
  ['.tags[*] == "t0"', ({ payload }) => payload.includes("t0")],
  [".missing", () => false],
  ["header:trace", ({ trace }) => trace !== null],
  ["header:Trace=x-7", ({ trace }) => trace === "x-7"],
  ["header:trace~X-1", ({ trace }) => trace?.startsWith("x-1") === true],
  ["size>=10k", () => false],
  ["size>34", (message) => sizeOf(message) > 34],
  ["size<=40", (message) => sizeOf(message) <= 40],
  ["after:2026-11-26T10:02:00Z", ({ at }) => at >= START + 120_000],
  ["before:2026-11-26T10:03:00Z", ({ at }) => at < START + 180_000],
  ["hex:6c61", ({ payload }) => payload.includes("la")],
  ["reply:_INBOX.a.>", ({ reply }) => reply.startsWith("_INBOX.a.")],
  ["reply:>", ({ reply }) => reply !== ""],
  ["status:503", ({ status }) => status === 503],
  ["sub:orders.>", ({ subscription }) => subscription === 1],
  ["sub:#3", ({ subscription }) => subscription === 3],
  ["/^orders[.](eu|us)/", fits(/^orders[.](?:eu|us)/)],
  ['/"total":1\\d?,/', fits(/"total":1\d?,/)],
  ["/^trace: x-(1|2)+$/i", fits(/^trace: x-(?:1|2)+$/i)],
];

// The same order in every run.
let state = 7;
const below = (limit: number) => {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
};

interface Filter {
  readonly text: string;
  readonly holds: (message: Message) => boolean;
}

function term(): Filter {
  const [text, holds] = TERMS[below(TERMS.length)] ?? ["", () => true];
  return { text, holds };
}

/** A term, or at times several in parentheses, or what must not hold. */
function part(depth: number): Filter {
  const inner = depth < 2 && below(4) === 0 ? grouped(all(depth + 1)) : term();
  if (below(3) > 0) return inner;
  return { text: `-${inner.text}`, holds: (message) => !inner.holds(message) };
}

function grouped({ text, holds }: Filter): Filter {
  return { text: `(${text})`, holds };
}

/** Groups of alternatives, all of which must hold. One term alone is in parentheses, because bare subjects add up. */
function all(depth: number): Filter {
  const groups = Array.from({ length: 1 + below(3) }, () => {
    const parts = Array.from({ length: 1 + below(3) }, () => part(depth));
    const [only, ...more] = parts;
    if (only !== undefined && more.length === 0)
      return only.text.startsWith("-") ? only : grouped(only);
    return {
      text: parts.map(({ text }) => text).join(" | "),
      holds: (message: Message) => parts.some(({ holds }) => holds(message)),
    };
  });
  return {
    text: groups.map(({ text }) => text).join(" "),
    holds: (message) => groups.every(({ holds }) => holds(message)),
  };
}

function check({ text, holds }: Filter): void {
  const window = { filter: { text }, from: 0, count: 400, until: null } as const;
  let reply = store.window(window, START);
  while (reply.search !== null) reply = store.window(window, START);
  const expected = messages.flatMap((message, index) => (holds(message) ? [index + 1] : []));
  expect({ text, rows: reply.rows.map(({ seq }) => seq) }).toEqual({ text, rows: expected });
}

it.each(TERMS)("%s", (text, holds) => {
  check({ text, holds });
  check({ text: `-${text}`, holds: (message) => !holds(message) });
});

it("agrees on 400 filters made of these terms, with minus, bar and parentheses", () => {
  for (let round = 0; round < 400; round++) check(all(0));
});
