import { describe, expect, it } from "vitest";
import { hasMaskedQuery, isLoopbackHost, maskQuery, parseAddress } from "./address";

const urlOf = (text: string, isHttps = false) => {
  const result = parseAddress(text, isHttps);
  return result.ok ? result.value.url : result.fault;
};

describe("scheme", () => {
  it.each([
    ["localhost:9222", false, "ws://localhost:9222"],
    ["localhost:9222", true, "ws://localhost:9222"],
    ["nats.example.com", false, "ws://nats.example.com"],
    ["nats.example.com", true, "wss://nats.example.com"],
    ["nats.example.com:443", false, "wss://nats.example.com"],
    ["wss://nats.example.com:8443/nats?x=1#y", false, "wss://nats.example.com:8443/nats?x=1"],
    ["  ws://Nats.Example.com:80/  ", false, "ws://nats.example.com"],
    ["::1", true, "ws://[::1]"],
    ["[::1]:9222", true, "ws://[::1]:9222"],
    ["ws://h/nats/", false, "ws://h/nats/"],
    ["ws://h/a/b//?token=s3cret&x", false, "ws://h/a/b//?token=s3cret&x"],
    ["ws://h?token=s3cret", false, "ws://h/?token=s3cret"],
    ["10.0.0.7:9222", false, "ws://10.0.0.7:9222"],
  ])("%s (https page: %s)", (text, isHttps, url) => {
    expect(urlOf(text, isHttps)).toBe(url);
  });

  it("reports whether it was picked", () => {
    expect(parseAddress("localhost:1234", false)).toMatchObject({
      value: {
        scheme: "ws",
        isSchemePicked: true,
        host: "localhost",
        port: 1234,
        isLoopback: true,
      },
    });
    expect(parseAddress("wss://h", false)).toMatchObject({
      value: { scheme: "wss", isSchemePicked: false, port: 443, isLoopback: false },
    });
  });
});

describe("an address that is refused, with what to write instead", () => {
  it.each([
    ["", { reason: "empty" }],
    ["not a url", { reason: "not-a-url" }],
    ["host:port", { reason: "not-a-url" }],
    ["javascript:alert(1)", { reason: "not-a-url" }],
    ["ws://", { reason: "not-a-url" }],
    ["ws://a\nb", { reason: "not-a-url" }],
    ["ws:\\\\host", { reason: "not-a-url" }],
    ["http://h:9222/p", { reason: "scheme", scheme: "http", use: "ws://h:9222/p" }],
    ["https://h", { reason: "scheme", scheme: "https", use: "wss://h" }],
    ["nats://h:4222", { reason: "scheme", scheme: "nats", use: "ws://h:8080" }],
    ["nats://me:secret@h", { reason: "scheme", scheme: "nats", use: "ws://h:8080" }],
    ["http://me:secret@h/p", { reason: "scheme", scheme: "http", use: "ws://h/p" }],
    ["nats://a:4222,nats://b:4222", { reason: "list" }],
    ["a:1, b:2", { reason: "not-a-url" }],
    ["a,b", { reason: "list" }],
    ["tls://h:4222", { reason: "scheme", scheme: "tls", use: "wss://h" }],
    ["ws://user:secret@h:9222", { reason: "credentials", use: "ws://h:9222" }],
    ["secret@h:9222", { reason: "credentials", use: "ws://h:9222" }],
    ["h:6000", { reason: "port", port: 6000 }],
    ["h:0", { reason: "port", port: 0 }],
  ])("%j", (text, params) => {
    expect(urlOf(text)).toEqual({ code: "net/bad-url", params });
  });

  it("refuses plain ws:// from an https page, except to loopback", () => {
    expect(urlOf("ws://h:9222", true)).toEqual({
      code: "net/mixed-content",
      params: { use: "wss://h:9222" },
    });
    expect(urlOf("ws://127.0.0.1:9222", true)).toBe("ws://127.0.0.1:9222");
  });
});

it("recognises loopback", () => {
  for (const host of ["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]"]) {
    expect(isLoopbackHost(host), host).toBe(true);
  }
  for (const host of ["localhost.example.com", "128.0.0.1", "127.0.0.1.example.com", "[::2]"]) {
    expect(isLoopbackHost(host), host).toBe(false);
  }
});

describe("a query", () => {
  it.each([
    ["wss://h/nats/?token=s3cret", "wss://h/nats/?token=…"],
    ["h?s3cret&a=1=2&b=#frag", "h?…&a=…&b="],
    ["wss://h/nats/?token=…", "wss://h/nats/?token=…"],
    ["wss://h/nats/#x", "wss://h/nats/"],
    ["wss://h/nats/", "wss://h/nats/"],
  ])("of %s is shown as %s", (address, shown) => {
    expect(maskQuery(address)).toBe(shown);
    expect(hasMaskedQuery(shown)).toBe(shown.includes("…"));
  });
});
