import { describe, expect, it } from "vitest";
import { checkHeaders, parseHeaderBlock } from "./header-block";

const encode = (text: string) => new TextEncoder().encode(text);

describe("header blocks", () => {
  it("keeps spelling, order and repetition", () => {
    expect(parseHeaderBlock(encode("NATS/1.0\r\nB: 1\r\nb:2\r\nB:  a:b \r\nC:\r\n\r\n"))).toEqual({
      headers: [
        ["B", "1"],
        ["b", "2"],
        ["B", "a:b"],
        ["C", ""],
      ],
      status: null,
      statusText: "",
    });
  });

  it("reads the status", () => {
    expect(parseHeaderBlock(encode("NATS/1.0 503\r\n\r\n"))).toMatchObject({ status: 503 });
    expect(parseHeaderBlock(encode("NATS/1.0 404 No Messages\r\nX: 1\r\n\r\n"))).toEqual({
      headers: [["X", "1"]],
      status: 404,
      statusText: "No Messages",
    });
    expect(parseHeaderBlock(new Uint8Array()).status).toBeNull();
  });

  it("refuses names and values that would break the block", () => {
    expect(checkHeaders([["Nats-Msg-Id", "ü, any text"]]).ok).toBe(true);
    for (const name of ["", "a b", "a:b", "é"]) expect(checkHeaders([[name, "x"]]).ok).toBe(false);
    expect(checkHeaders([["ok", "x\r\ny: z"]])).toMatchObject({
      fault: { code: "header-invalid", params: { at: 0, part: "value" } },
    });
  });
});
