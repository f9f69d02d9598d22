// Payloads are written in hex, from the specifications (RFC 8949 appendix A; MessagePack 2017), not by the libraries
// that decode them.

import { describe, expect, it } from "vitest";
import type { HeaderList } from "@/lib/shared/facts/console";
import { checkBounds } from "./binary-bounds";
import { decodePayload } from "./binary-values";
import { readPayload } from "./read-payload";

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));

describe("values", () => {
  it.each<["msgpack" | "cbor", string, string]>([
    ["msgpack", "82 a7 636f6d70616374 c3 a6 736368656d61 00", '{"compact":true,"schema":0}'],
    ["msgpack", "93 01 ff d3 8000000000000000", "[1,-1,-9223372036854775808]"],
    ["msgpack", "92 cf ffffffffffffffff cb 3ff8000000000000", "[18446744073709551615,1.5]"],
    ["msgpack", "91 c4 03 010203", '["base64:AQID"]'],
    ["msgpack", "91 d6 ff 00000000", '["1970-01-01T00:00:00.000Z"]'],
    ["msgpack", "91 d4 05 07", '[{"extension":5,"data":"base64:Bw=="}]'],
    // Integer keys keep their place, and no key replaces another.
    ["msgpack", "83 a1 62 01 02 02 a1 32 04", '{"b":1,"2":2,"2":4}'],
    ["msgpack", "dc 0001 c0", "[null]"],
    ["cbor", "a2 61 61 01 61 62 82 02 03", '{"a":1,"b":[2,3]}'],
    ["cbor", "83 01 20 f5", "[1,-1,true]"],
    ["cbor", "81 1b ffffffffffffffff", "[18446744073709551615]"],
    ["cbor", "81 3b ffffffffffffffff", "[-18446744073709551616]"],
    ["cbor", "82 f9 3e00 fb 3ff199999999999a", "[1.5,1.1]"],
    ["cbor", "81 44 01020304", '["base64:AQIDBA=="]'],
    ["cbor", "9f 01 82 02 03 9f 04 05 ff ff", "[1,[2,3],[4,5]]"],
    ["cbor", "bf 61 61 01 61 62 9f 02 03 ff ff", '{"a":1,"b":[2,3]}'],
    ["cbor", "a2 01 02 03 04", '{"1":2,"3":4}'],
    ["cbor", "81 c1 1a 514b67b0", '[{"tag":1,"value":1363896240}]'],
    ["cbor", "d9d9f7 81 f6", '{"tag":55799,"value":[null]}'],
    ["cbor", "82 f7 f97e00", '["undefined","NaN"]'],
  ])("%s %s", (format, hex, json) => {
    expect(decodePayload(bytes(hex), format)).toEqual({ ok: true, value: json });
  });
});

describe("payloads that cannot be decoded end in a code", () => {
  it.each<["msgpack" | "cbor", string, string]>([
    ["msgpack", "81 a1 61", "malformed"],
    ["msgpack", "91 01 02", "malformed"],
    ["msgpack", "91 c1", "malformed"],
    ["msgpack", "dd ffffffff", "malformed"],
    ["msgpack", "dc ffff".repeat(20_000), "malformed"],
    ["msgpack", `${"91".repeat(101)}00`, "too-deep"],
    ["msgpack", `dd 000186a1 ${"00".repeat(100_001)}`, "too-large"],
    // A key in a key in a key: the text of each is escaped again.
    ["msgpack", `${"81".repeat(40)}01${"01".repeat(40)}`, "too-large"],
    ["cbor", `${"a1".repeat(40)}01${"01".repeat(40)}`, "too-large"],
    // The library refuses this name.
    ["msgpack", "81 a9 5f5f70726f746f5f5f 03", "malformed"],
    ["cbor", "a1 61 61", "malformed"],
    ["cbor", "82 01", "malformed"],
    ["cbor", "81 ff", "malformed"],
    ["cbor", "bf 61 61 ff", "malformed"],
    ["cbor", "9b ffffffffffffffff", "malformed"],
    ["cbor", "9f 01", "malformed"],
    ["cbor", `${"c1".repeat(200)}00`, "too-deep"],
    ["cbor", `${"9f".repeat(200)}`, "too-deep"],
  ])("%s %.20s", (format, hex, code) => {
    expect(decodePayload(bytes(hex), format)).toEqual({
      ok: false,
      fault: expect.objectContaining({ code: `decode/${code}` }),
    });
  });
});

describe("which formats are offered", () => {
  const formats = async (hex: string, type: string | null = null) => {
    const headers: HeaderList = type === null ? [] : [["content-type", type]];
    const { decoded } = await readPayload({ subject: "a", headers, payload: bytes(hex) }, null);
    return decoded.map(({ format, json }) => `${format} ${json.ok ? json.value : json.fault.code}`);
  };
  it("goes by the content, where it fits to the last byte", async () => {
    expect(await formats("82 a1 61 01 a1 62 02")).toEqual(['msgpack {"a":1,"b":2}']);
    expect(await formats("a2 61 61 01 61 62 02")).toEqual(['cbor {"a":1,"b":2}']);
    expect(await formats("0a 05 31 32 33 34 35")).toEqual(['protobuf {"1 text?":"12345"}']);
    // Field 0 does not exist, and this length has no end.
    expect(await formats("02 05 31 32 33 34 35")).toEqual([]);
    expect(await formats("0a ff 31 32 33 34 35")).toEqual([]);
    expect(await formats("00 0a 0d ff 0a")).toEqual([]);
    expect(await formats("")).toEqual([]);
  });
  it("goes by the header first", async () => {
    expect(await formats("01", "application/msgpack")).toEqual(["msgpack 1"]);
    expect(await formats("a0", "application/cbor; x=1")).toEqual(["cbor {}"]);
    expect(await formats("c1", "application/x-msgpack")).toEqual(["msgpack decode/malformed"]);
    expect(await formats("7b7d", "application/json")).toEqual([]);
  });
  it("does not decode more than 1 MiB", async () => {
    const long = `c6 00100000 ${"00".repeat(1_048_576)}`;
    expect(await formats(long, "application/msgpack")).toEqual(["msgpack decode/too-large"]);
    expect(await formats(`91 ${long}`)).toEqual([]);
  });
});

it("10,000 damaged payloads neither throw nor exceed the bounds", () => {
  const seeds = [
    "82 a7 636f6d70616374 c3 a6 736368656d61 93 01 ca 3fc00000 c4 03 010203",
    "84 a1 62 01 02 02 a1 63 d6 ff 00000000 a1 32 dc 0002 c0 c2",
    "bf 61 61 01 61 62 9f 02 03 c1 1a 514b67b0 ff ff",
    "a3 61 61 1b 00000000ffffffff 61 62 44 01020304 61 63 82 f93e00 f6",
  ].map(bytes);
  // The same payloads in every run.
  let state = 11;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  const counts = { ok: 0, fault: 0 };
  for (let round = 0; round < 10_000; round++) {
    const damaged = (seeds[round % seeds.length] ?? new Uint8Array()).slice();
    for (let n = 0; n <= below(4); n++) damaged[below(damaged.length)] = below(256);
    const payload = below(5) === 0 ? damaged.slice(0, below(damaged.length)) : damaged;
    for (const format of ["msgpack", "cbor"] as const) {
      const decoded = decodePayload(payload, format);
      if (decoded.ok) {
        counts.ok += 1;
        // What the page is given is JSON, and the bounds let it through.
        JSON.parse(decoded.value);
        expect(checkBounds(payload, format).ok).toBe(true);
        expect(decoded.value.length).toBeLessThan(2_000);
      } else counts.fault += 1;
    }
  }
  // Both ends were reached.
  expect(Math.min(counts.ok, counts.fault)).toBeGreaterThan(500);
});
