// The bytes of a server, cut into every possible pair of pieces: all but INFO comes out unchanged.
import { expect, it } from "vitest";
import { createServerStream } from "./server-stream.mjs";

const rewritten = Buffer.from("INFO {}\r\n");

/** @param {readonly Buffer[]} chunks */
function through(chunks) {
  /** @type {string[]} */
  const seen = [];
  const stream = createServerStream((line) => {
    seen.push(line);
    return line.includes("bad") ? undefined : rewritten;
  });
  const out = chunks.map((chunk) => stream(chunk));
  return { out, seen, text: Buffer.concat(out.flatMap((pieces) => pieces ?? [])).toString() };
}

const STREAM = Buffer.from(
  [
    'INFO {"server_name":"größe"}\r\n',
    "PING\r\n",
    "MSG a.b 1 12\r\nINFO {bad}\r\n\r\n",
    "HMSG a.b 1 _INBOX.x 12 15\r\nNATS/1.0\r\n\r\nabc\r\n",
    "+OK\r\n",
    "MSG a.b 1 0\r\n\r\n",
    "-ERR 'Slow Consumer'\r\n",
    'info {"connect_urls":["10.0.0.1:4222"]}\r\n',
    "PONG\r\n",
  ].join(""),
);
const EXPECTED = STREAM.toString()
  .replace('INFO {"server_name":"größe"}\r\n', "INFO {}\r\n")
  .replace(/info \{.*\}\r\n/, "INFO {}\r\n");

it("bytes cut anywhere come out whole, with each INFO rewritten and every payload unchanged", () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const { text, seen } = through([STREAM.subarray(0, cut), STREAM.subarray(cut)]);
    expect(text).toBe(EXPECTED);
    expect(seen).toEqual([
      'INFO {"server_name":"größe"}',
      'info {"connect_urls":["10.0.0.1:4222"]}',
    ]);
  }
  const bytes = [...STREAM].map((byte) => Buffer.from([byte]));
  expect(through(bytes).text).toBe(EXPECTED);
});

it("passes a large payload on as it arrives", () => {
  const { out } = through([
    Buffer.from(`MSG a 1 1000000\r\n${"x".repeat(1000)}`),
    Buffer.alloc(65_536),
  ]);
  expect(out[1]?.[0]?.length).toBe(65_536);
});

it.each([
  ["a MSG without a length", "MSG a 1 x\r\n"],
  ["a MSG without anything", "MSG\r\n"],
  ["a length beyond counting", `MSG a 1 ${"9".repeat(30)}\r\n`],
  ["an INFO that is not valid", "INFO {bad}\r\n"],
  ["a line without end", "x".repeat(70_000)],
])("gives up at %s", (_, text) => {
  expect(through([Buffer.from(text)]).out).toEqual([undefined]);
});
