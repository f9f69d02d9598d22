// The payloads were written by zlib, libzstd and the snap crate of Rust (lib/testing/payloads).

import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { concatBytes, toBytes, toText } from "@/lib/shared/base/bytes";
import type { Packing } from "@/lib/shared/facts/payload";
import { PACKED } from "@/lib/testing/payloads/payloads";
import { makeRandom } from "@/lib/testing/random";
import { runAtOnce } from "@/lib/vault/base/turns";
import { contentPacking, namedPackings } from "./packing-signs";
import { OPENED, unpackOnce, unpackPayload } from "./unpack";

/** A sum comes with them, and they have one member. */
const SUMMED = ["gzip", "zlib", "zstd", "snappy-framed"].flatMap((name) =>
  PACKED.filter(({ packing, text }) => packing === name && text.length < 1_000).slice(0, 1),
);

const once = (payload: Uint8Array, packing: Packing, bounds = OPENED) =>
  runAtOnce(unpackOnce(payload, packing, bounds));
const guessed = (payload: Uint8Array) => runAtOnce(unpackPayload(payload, [], OPENED));

it.each(PACKED)("$packing, $text.length characters", ({ packing, payload, text }) => {
  const content = once(payload, packing);
  expect(content.ok && toText(content.value) === text).toBe(true);
  // Bare deflate has nothing to know it by.
  const found = guessed(payload);
  expect(found?.packings ?? null).toEqual(packing === "deflate" ? null : [packing]);
});

describe("what cannot be unpacked is a code", () => {
  const fault = (payload: Uint8Array, packing: Packing) => {
    const content = once(payload, packing);
    return content.ok ? null : content.fault.code;
  };
  it.each(PACKED)("$packing cut off, $text.length characters", ({ packing, payload }) => {
    expect(fault(payload.subarray(0, payload.length >> 1), packing)).toBe("decode/malformed");
    expect(fault(new Uint8Array(), packing)).toBe("decode/malformed");
  });
  it("a bomb of 1 GiB", () => {
    const block = deflateRawSync(new Uint8Array(2 ** 20), {
      finishFlush: constants.Z_FULL_FLUSH,
    });
    const header = gzipSync("").subarray(0, 10);
    const bomb = Buffer.concat([header, ...Array.from({ length: 1024 }, () => block)]);
    expect(bomb.length).toBeLessThan(2 ** 21);
    // However slow the machine is, the size ends it.
    const content = once(bomb, "gzip", { ...OPENED, maxMs: 60_000 });
    expect(content).toMatchObject({ fault: { code: "decode/too-large" } });
  });
  it.each(SUMMED)("$packing with one byte changed", ({ packing, payload, text }) => {
    const codes = new Set<string | null>();
    for (let at = 0; at < payload.length; at++) {
      const damaged = payload.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      const content = once(damaged, packing);
      // The time in the header of gzip, for one, is not part of the content.
      if (content.ok) expect(toText(content.value), `byte ${at}`).toBe(text);
      codes.add(content.ok ? null : content.fault.code);
    }
    expect(codes).toContain("decode/checksum");
    // The sum itself, which is the last thing in a frame of zstd and in gzip, and the first in a chunk of Snappy.
    const sum = packing === "snappy-framed" ? 14 : packing === "gzip" ? payload.length - 8 : -1;
    const damaged = payload.slice();
    damaged.set([0, 1, 2, 3], sum < 0 ? payload.length - 4 : sum);
    expect(fault(damaged, packing)).toBe("decode/checksum");
  });
  it("zstd of several blocks and frames, each with its sum", () => {
    const long = PACKED.filter(({ packing, text }) => packing === "zstd" && text.length > 1_000);
    const [summed, plain] = long.map(({ payload }) => payload);
    const both = concatBytes([summed, plain, summed].map((payload) => payload ?? new Uint8Array()));
    const content = once(both, "zstd");
    expect(content.ok && content.value.length).toBe(3 * (long[0]?.text.length ?? 0));
    const damaged = both.slice();
    damaged.set([0, 1, 2, 3], both.length - 4);
    expect(fault(damaged, "zstd")).toBe("decode/checksum");
  });
  it.each<[string, string, Packing]>([
    // The window descriptor claims 1.875 TiB; then a content of 2^62 bytes.
    ["a window that no memory has", "28b52ffd 00 ff 010000", "zstd"],
    ["a claimed size that no memory has", "28b52ffd e0 ffffffffffffff3f 010000", "zstd"],
    ["blocks of one repeated byte", `28b52ffd 00 68 ${"02001000".repeat(100)} 03001000`, "zstd"],
    ["a claimed length beyond the bounds", "ffffff7f 00 61", "snappy"],
  ])("%s", (_, hex, packing) => {
    const payload = new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
    expect(fault(payload, packing)).toBe("decode/too-large");
  });
  it("what takes too long", () => {
    const { payload } = PACKED.find(({ text }) => text.length > 10_000) ?? {
      payload: new Uint8Array(),
    };
    expect(once(payload, "gzip", { ...OPENED, maxMs: -1 })).toMatchObject({
      fault: { code: "decode/too-slow" },
    });
  });
});

it("layers are undone up to three, by name and by content", () => {
  const twice = gzipSync(gzipSync("inside"));
  expect(guessed(twice)).toMatchObject({ packings: ["gzip", "gzip"] });
  expect(guessed(gzipSync(gzipSync(twice)))).toMatchObject({ packings: ["gzip", "gzip", "gzip"] });
  const named = namedPackings([["Content-Encoding", "zstd, x-gzip"]], twice);
  expect(named).toEqual(["gzip", "zstd"]);
  expect(runAtOnce(unpackPayload(twice, named, OPENED))).toMatchObject({
    packings: ["gzip", "zstd"],
    content: { ok: false, fault: { code: "decode/malformed" } },
  });
});

it.each(["", "text", '{"a":1}', "\u0010binary", "x\u0001\u0001\u0001\u0001\u0001\u0001"])(
  "%j is not taken for packed",
  (text) => expect(guessed(toBytes(text))).toBeNull(),
);

it("10,000 damaged payloads neither throw nor exceed the bounds", () => {
  const random = makeRandom(5);
  const small = PACKED.filter(({ text }) => text.length < 1_000);
  const bounds = { maxBytes: 4_000, maxMs: 1_000 };
  const counts = { ok: 0, fault: 0 };
  let longest = 0;
  for (let round = 0; round < 10_000; round++) {
    const { packing, payload } = random.pick(small);
    const damaged = payload.slice();
    for (let n = 0; n <= random.below(3); n++)
      damaged[random.below(damaged.length)] = random.below(256);
    const cut = random.is(0.2) ? damaged.subarray(0, random.below(damaged.length)) : damaged;
    const content = once(cut, packing, bounds);
    if (content.ok) longest = Math.max(longest, content.value.length);
    counts[content.ok ? "ok" : "fault"] += 1;
    contentPacking(cut);
  }
  expect(longest).toBeLessThanOrEqual(bounds.maxBytes);
  expect(Math.min(counts.ok, counts.fault)).toBeGreaterThan(200);
});
