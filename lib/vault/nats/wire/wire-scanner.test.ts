import { describe, expect, it } from "vitest";
import { createWireScanner, type Direction, MAX_LINE_BYTES } from "./wire-scanner";

const bytes = (text: string) => new TextEncoder().encode(text);

const TRAP = "-ERR 'no'\r\nPING\r\n";
const HEADERS = "NATS/1.0\r\nA: b\r\n\r\n";
const STREAM = bytes(
  [
    'INFO {"server_id":"N"} \r\n',
    "PONG\r\n",
    `MSG a 1 ${TRAP.length}\r\n${TRAP}\r\n`,
    "MSG a.b 2 _INBOX.x 0\r\n\r\n",
    `HMSG a 1 r ${HEADERS.length} ${HEADERS.length + TRAP.length}\r\n${HEADERS}${TRAP}\r\n`,
    "PING\r\n",
    "-ERR 'Permissions Violation for Publish to \"ü\"'\r\n",
    "+OK\r\n",
  ].join(""),
);
const LINES = [
  'INFO {"server_id":"N"} ',
  "PONG",
  "PING",
  "-ERR 'Permissions Violation for Publish to \"ü\"'",
  "+OK",
];

function scanPieces(pieces: readonly Uint8Array[], direction: Direction = "from-server") {
  const lines: string[] = [];
  const scanner = createWireScanner(direction, (line) => lines.push(line));
  const isSound = pieces.every((piece) => scanner.scan(piece));
  return { lines, isSound };
}

describe("control lines", () => {
  it("are found whole, and payloads are skipped", () => {
    expect(scanPieces([STREAM])).toEqual({ lines: LINES, isSound: true });
  });

  it("are found wherever two frames are cut", () => {
    for (let cut = 0; cut <= STREAM.length; cut += 1) {
      const { lines } = scanPieces([STREAM.subarray(0, cut), STREAM.subarray(cut)]);
      expect(lines, `cut at ${cut}`).toEqual(LINES);
    }
  });

  it("are found wherever three frames are cut", () => {
    for (let first = 0; first <= STREAM.length; first += 3) {
      for (let second = first; second <= STREAM.length; second += 5) {
        const pieces = [
          STREAM.subarray(0, first),
          STREAM.subarray(first, second),
          STREAM.subarray(second),
        ];
        expect(scanPieces(pieces).lines, `${first}, ${second}`).toEqual(LINES);
      }
    }
  });

  it("are found byte by byte", () => {
    expect(scanPieces([...STREAM].map((byte) => Uint8Array.of(byte))).lines).toEqual(LINES);
  });

  it("are found in what a client sends", () => {
    const out = bytes(
      "CONNECT {}\r\nPUB a 6\r\nSUB x \r\nHPUB b r 12 14\r\nNATS/1.0\r\n\r\nhi\r\nSUB c 1\r\n",
    );
    expect(scanPieces([out], "to-server")).toEqual({
      lines: ["CONNECT {}", "SUB c 1"],
      isSound: true,
    });
  });
});

describe("bytes that are not NATS protocol", () => {
  it.each([
    ["a size that is not a number", "MSG a 1 x\r\n"],
    ["no size", "MSG \r\n"],
    ["an absurd size", "MSG a 1 99999999999\r\n"],
    ["a negative size", "MSG a 1 -5\r\nhello\r\n"],
    ["a size in exponents", "MSG a 1 1e3\r\n"],
    ["a negative sid", "MSG a -1 5\r\nhello\r\n"],
    ["a sid of letters", "MSG a b 5\r\nhello\r\n"],
    ["no sid", "MSG a 5\r\nhello\r\n"],
    ["one word too many", "MSG a 1 r x 5\r\nhello\r\n"],
    ["headers longer than the message", "HMSG a 1 12 5\r\n"],
    ["HMSG without the size of its headers", "HMSG a 1 5\r\nhello\r\n"],
    ["a carriage return between words", "MSG a\r1 5\r\nhello\r\n"],
    ["a trailer of other bytes", "MSG a 1 5\r\nhelloXXPING\r\n"],
    ["a trailer without its CR", "MSG a 1 5\r\nhello\nPING\r\n"],
    ["a trailer without its LF", "MSG a 1 5\r\nhello\rPING\r\n"],
    ["an operation of a client", "PUB a 5\r\nhello\r\n"],
    ["another operation of a client", "HPUB a 12 12\r\nNATS/1.0\r\n\r\n\r\n"],
    ["a verb like MSG", "MSX a 1 5\r\nhello\r\n"],
    ["a verb that is glued to its subject", "MSGa a 1 5\r\nhello\r\n"],
  ])("%s", (_, text) => {
    const whole = scanPieces([bytes(text)]);
    const inPieces = scanPieces([...bytes(text)].map((byte) => Uint8Array.of(byte)));
    const isRead = (found: typeof whole) => found.isSound && found.lines.length === 0;
    expect(isRead(whole)).toBe(false);
    expect(isRead(inPieces)).toBe(false);
  });

  it.each(["MX", "INFX", "-ERX", "\r", "\ufeffPING", "GET / HTTP/1.1"])(
    "%j is found out before its line ends",
    (text) => {
      expect(scanPieces([bytes(text)]).isSound).toBe(false);
    },
  );

  it("a line without an end", () => {
    const piece = new Uint8Array(4096).fill(65);
    const pieces = Array.from({ length: MAX_LINE_BYTES / 4096 + 1 }, () => piece);
    expect(scanPieces(pieces)).toEqual({ lines: [], isSound: false });
  });
});
