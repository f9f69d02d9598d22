import { describe, expect, it } from "vitest";
import { readInfo, recordLine } from "./control-line";

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
