// Replies of a direct get as rows of a log: own headers, those that a publisher made up, times, and sizes.

import { expect, it } from "vitest";
import { concatBytes } from "@/lib/shared/base/bytes";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import { MessageStore } from "@/lib/vault/message-store/message-store";
import { readTime } from "@/lib/vault/message-store/recording/recorded-time";
import { StoredWriter } from "./stored-writer";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

function world(lastSeq = 1_000_000) {
  const store = new MessageStore({ ...DEFAULT_RETENTION, budgetBytes: 16 * 1024 * 1024 });
  store.stream = "S";
  return { store, writer: new StoredWriter(store, "S", lastSeq) };
}

/** As nats-server writes it (server/stream.go, getDirectRequest), after the headers of the message. */
function added({ subject = "a.b", sequence = 7, time = "2026-11-29T05:56:28.853923773Z" }) {
  return `Nats-Stream: S\r\nNats-Subject: ${subject}\r\nNats-Sequence: ${sequence}\r\nNats-Time-Stamp: ${time}\r\nNats-Num-Pending: 12\r\nNats-Last-Sequence: ${sequence - 1}\r\n\r\n`;
}

function write(writer: StoredWriter, own: string, end: string, payload: Uint8Array): boolean {
  const block = bytesOf(`NATS/1.0\r\n${own}${end}`);
  // What lies around the reply in its frame.
  const frame = concatBytes([bytesOf("HMSG x"), block, payload, bytesOf("\r\nMSG")]);
  return writer.write(frame, 6, block.length, block.length + payload.length);
}

it("writes a message with its own headers and its sequence", () => {
  const { store, writer } = world();
  const binary = Uint8Array.from({ length: 500 }, (_, index) => index % 256);
  expect(write(writer, "", added({}), bytesOf("hello"))).toBe(true);
  expect(writer).toMatchObject({ sequence: 7, pending: 12 });
  expect(write(writer, "Order: 1\r\nOrder: 2\r\n", added({ sequence: 123_456 }), binary)).toBe(
    true,
  );
  expect(write(writer, "", added({ subject: "ü.x" }), bytesOf(""))).toBe(true);
  const stored = { stream: "S", sequence: 7 };
  expect(store.detail(1)).toMatchObject({ subject: "a.b", headers: [], stored });
  expect(textOf(store.detail(1)?.payload)).toBe("hello");
  expect(store.detail(2)).toMatchObject({
    headers: [
      ["Order", "1"],
      ["Order", "2"],
    ],
    stored: { stream: "S", sequence: 123_456 },
    payload: binary,
  });
  expect(store.row(2)).toMatchObject({ sequence: 123_456, payloadBytes: 500 });
  expect(store.row(3)).toMatchObject({ subject: "ü.x", sequence: 7, previewKind: "empty" });
});

it("believes the server's headers, not those of a publisher", () => {
  const { store, writer } = world();
  const fake = added({ subject: "fake", sequence: 1 }).slice(0, -2);
  expect(write(writer, fake, added({ subject: "real", sequence: 9 }), bytesOf("x"))).toBe(true);
  expect(writer.sequence).toBe(9);
  expect(store.row(1)).toMatchObject({ subject: "real", sequence: 9 });
  expect(store.detail(1)?.headers[1]).toEqual(["Nats-Subject", "fake"]);
});

it("takes no reply that lacks what the server adds, whatever came before it", () => {
  const { store, writer } = world();
  const blocks = [
    "Nats-Stream: S\r\n\r\n",
    "Nats-Stream: S\r\nNats-Subject: a\r\n\r\n",
    "Nats-Stream: S\r\nNats-Sequence: 3\r\n\r\n",
    "Nats-Stream: S\r\nNats-Subject: a\r\nNats-Time-Stamp: 2026-11-29T05:56:28Z\r\n\r\n",
  ];
  for (const block of blocks) {
    expect(write(writer, "", block, bytesOf("x"))).toBe(false);
    // Its places are far past the end of the next block.
    const long = "Long: x\r\n".repeat(100);
    expect(write(writer, long, added({}), bytesOf("y"))).toBe(true);
    expect(write(writer, "", block, bytesOf("x"))).toBe(false);
  }
  expect(store.log).toMatchObject({ received: blocks.length, dropped: 0 });
});

it("reads the time as it was written", () => {
  const times = [
    "2026-11-29T05:56:28.853923773Z",
    "2026-11-29T05:56:28Z",
    "2026-12-01T00:00:00.1Z",
    "2026-11-29T23:59:59.000001Z",
    "2026-11-30T01:00:00.5+01:00",
  ];
  const { store, writer } = world();
  for (const time of times) write(writer, "", added({ time }), bytesOf(""));
  const read = times.map((_, index) => store.row(index + 1)?.at);
  for (const [index, time] of times.entries())
    expect(read[index]).toBeCloseTo(readTime(time) ?? 0, 3);
});

it("leaves out what came later, and what the log cannot hold", () => {
  const { store, writer } = world(8);
  expect(write(writer, "", added({ sequence: 9 }), bytesOf(""))).toBe(false);
  expect(write(writer, "", "Other: x\r\n\r\n", bytesOf(""))).toBe(false);
  expect(write(writer, "", added({ sequence: 8 }), new Uint8Array(5 * 1024 * 1024))).toBe(false);
  expect(store.log).toMatchObject({ received: 1, dropped: 1 });
  expect(write(writer, "", added({ sequence: 8 }), bytesOf("small"))).toBe(true);
  expect(store.row(store.log.lastSeq)).toMatchObject({ preview: "small" });
});
