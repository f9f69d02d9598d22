import { describe, expect, it } from "vitest";
import { hasOddNonce, readInfo, recordLine } from "./control-line";

const info = (fields: object) => readInfo(`INFO ${JSON.stringify(fields)} `);

describe("readInfo", () => {
  it("keeps the known fields and bounds them", () => {
    const read = info({
      server_name: "n".repeat(1000),
      max_payload: 1024,
      nonce: "abc",
      ldm: true,
    });
    expect(read?.nonce).toBe("abc");
    expect(read?.facts).toMatchObject({ hasNonce: true, lameDuck: true, maxPayloadBytes: 1024 });
    expect(read?.facts.serverName).toHaveLength(256);
  });

  it("treats fields of the wrong type as absent", () => {
    const read = info({
      server_name: 7,
      max_payload: "many",
      auth_required: "yes",
      client_id: 1.5,
    });
    expect(read?.facts).toMatchObject({
      serverName: "",
      maxPayloadBytes: 0,
      authRequired: false,
      clientId: null,
    });
  });

  it.each([
    ["a long nonce", { nonce: "x".repeat(65) }],
    ["an empty nonce", { nonce: "" }],
    ["a nonce with control characters", { nonce: "a\nb" }],
    ["a nonce that is not a string", { nonce: 1 }],
  ])("refuses %s", (_, fields) => {
    expect(info(fields)).toBeNull();
  });

  it.each(["INFO", "INFO []", "INFO {", "HTTP/1.1 400 Bad Request"])("refuses %s", (line) => {
    expect(readInfo(line)).toBeNull();
  });
});

describe("recordLine", () => {
  it("replaces secrets by their lengths", () => {
    const line = recordLine('CONNECT {"jwt":"eyJ0","nkey":"UA","sig":"c2ln","name":"x"}');
    expect(line).toBe(
      'CONNECT {"jwt":"[4 characters]","nkey":"UA","sig":"[4 characters]","name":"x"}',
    );
  });

  it("makes control and bidi characters visible and bounds the line", () => {
    expect(recordLine("-ERR '\u202eab\u0007'")).toBe("-ERR '·ab·'");
    expect(recordLine("x".repeat(9000))).toHaveLength(4096);
  });
});

describe("hasOddNonce", () => {
  it.each(["abcdefghijklmno", "-_0aZ-_0aZ-", "A".repeat(32)])("lets %s be signed", (nonce) => {
    expect(hasOddNonce(`INFO ${JSON.stringify({ nonce })}`)).toBe(false);
  });

  it.each([
    ["short", "A".repeat(10)],
    ["long", "A".repeat(33)],
    ["as long as in the review", "A".repeat(53)],
    ["base64 with a plus", "abc+efghijklmno"],
    ["base64 with padding", "abcdefghijklmn="],
    ["with a dot, as in a JWT", "abcdef.hijklmno"],
    ["with a blank", "abcdef hijklmno"],
    ["with a line end after it", "abcdefghijklmno\n"],
    ["of letters that are not ASCII", "äbcdefghijklmno"],
    ["empty", ""],
    ["a number", 123456789012345],
    ["a list", ["abcdefghijklmno"]],
    ["null", null],
  ])("refuses a nonce that is %s", (_, nonce) => {
    expect(hasOddNonce(`INFO ${JSON.stringify({ nonce })}`)).toBe(true);
  });

  it("has nothing against an INFO without a nonce", () => {
    expect(hasOddNonce('INFO {"server_id":"N"}')).toBe(false);
  });
});
