// A tap gets each of its messages whole, and everything else goes where it went before, however the frames are cut.

import { expect, it } from "vitest";
import { MessageIngest } from "./message-ingest";
import { MessageLog } from "./message-log";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const HEADERS = "NATS/1.0\r\nA: b\r\n\r\n";
const hmsg = (subject: string, sid: number, body: string) =>
  `HMSG ${subject} ${sid} ${HEADERS.length} ${HEADERS.length + encode(body).length}\r\n${HEADERS}${body}\r\n`;
const msg = (subject: string, sid: number, body: string) =>
  `MSG ${subject} ${sid} ${encode(body).length}\r\n${body}\r\n`;

/** 1: the console's, 2: of nats.ws, 3: tapped unless the subject says otherwise. */
const PARTS = [
  msg("a", 1, "for the log"),
  hmsg("t.1", 3, "MSG a 1 3\r\n"),
  "PING\r\n",
  msg("t.2", 3, ""),
  msg("not.2", 3, "for the library"),
  msg("b", 2, "for the library"),
  hmsg("t.3", 3, "x".repeat(300)),
  msg("a", 1, "last"),
];

function run(pieces: readonly Uint8Array[]) {
  const log = new MessageLog(1024 * 1024);
  const ingest = new MessageIngest({ log }, { onTooLarge: () => {} });
  const tally = { received: 0, left: 0, onLast: () => {} };
  ingest.open(1, { id: 1, tally, admits: null });
  const tapped: string[] = [];
  ingest.openTap(3, {
    wants: (u8, start, end) => decode(u8.subarray(start, end)).startsWith("t."),
    take: (u8, body, head, size) =>
      tapped.push(`${head} ${decode(u8.subarray(body + head, body + size))}`),
  });
  let rest = "";
  const isSound = pieces.every((piece) =>
    ingest.take(piece, 1, (passed) => {
      rest += decode(passed);
      return true;
    }),
  );
  return { isSound, tapped, rest, received: tally.received };
}

it("takes whole messages out of frames that are cut anywhere", () => {
  const bytes = encode(PARTS.join(""));
  // Small pieces cut at every byte; of the larger ones some are enough.
  for (let size = 1; size <= bytes.length; size += size < 60 ? 1 : 37) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.slice(index * size, (index + 1) * size),
    );
    expect(run(pieces), `cut at ${size}`).toEqual({
      isSound: true,
      tapped: [`${HEADERS.length} MSG a 1 3\r\n`, "0 ", `${HEADERS.length} ${"x".repeat(300)}`],
      rest: [PARTS[2], PARTS[4], PARTS[5]].join(""),
      received: 2,
    });
  }
});

it("refuses a tapped message without its line end", () => {
  expect(run([encode("MSG t.1 3 2\r\nabXXPING\r\n")]).isSound).toBe(false);
});
