import { describe, expect, it } from "vitest";
import { monitoringOf, type SuggestionContext, suggestAddresses } from "./address-suggestions";

const http: SuggestionContext = { isPageHttps: false, bridged: [], isAllowed: () => true };
const https = { ...http, isPageHttps: true };
const of = (text: string, context = http) =>
  suggestAddresses(text, context).map(({ address }) => address);

describe("instead of an address for TCP clients", () => {
  it.each([
    [
      "nats://n1.example.com:4222",
      ["ws://n1.example.com:8080", "wss://n1.example.com", "ws://n1.example.com:9222"],
    ],
    ["nats://me:secret@n1", ["ws://n1:8080", "wss://n1", "ws://n1:9222"]],
    ["tls://n1:4222", ["wss://n1", "wss://n1:9222"]],
    ["n1:4222", ["ws://n1:8080", "wss://n1", "ws://n1:9222"]],
    ["ws://n1:4222", ["ws://n1:8080", "wss://n1", "ws://n1:9222"]],
    ["nats://[::1]:4222", ["ws://[::1]:8080", "wss://[::1]", "ws://[::1]:9222"]],
  ])("%s", (text, addresses) => {
    expect(of(text)).toEqual(addresses);
    expect(addresses.join()).not.toContain("secret");
  });

  it("an https page gets what it may dial", () => {
    expect(of("nats://n1:4222", https)).toEqual(["wss://n1", "wss://n1:9222"]);
    expect(of("nats://localhost:4222", https)).toContain("ws://localhost:8080");
    expect(of("ws://n1:9222", https)).toEqual(["wss://n1:9222"]);
  });

  it("the bridge's target of that host comes too, by its name, or if it is the only one", () => {
    const [eu, us] = ["eu", "us"].map((name) => ({
      name: `Orders ${name.toUpperCase()}`,
      address: `ws://page:4280/bridge/${name}`,
    }));
    if (eu === undefined || us === undefined) throw new Error("no targets");
    const context = { ...http, bridged: [eu, us] };
    expect(of("nats://nats-eu.example.com:4222", context).at(-1)).toBe(eu.address);
    expect(of("nats://n1.example.com:4222", context)).toHaveLength(3);
    expect(of("nats://n1.example.com:4222", { ...http, bridged: [us] }).at(-1)).toBe(us.address);
  });

  it("a locked instance offers what it lists", () => {
    const isAllowed = (address: string) => address === "wss://n1";
    expect(of("nats://n1", { ...http, isAllowed })).toEqual(["wss://n1"]);
  });
});

describe("of a list", () => {
  it("each address has one suggestion", () => {
    expect(of("nats://a:4222,nats://b:4222, tls://c")).toEqual([
      "ws://a:8080",
      "ws://b:8080",
      "wss://c",
    ]);
    expect(of("ws://a:9222/x/,wss://b")).toEqual(["ws://a:9222/x/", "wss://b"]);
  });
});

describe("an address that a browser can dial", () => {
  it("has the usual ports beside it only without its own port", () => {
    expect(of("ws://n1")).toEqual(["ws://n1:8080", "ws://n1:9222"]);
    expect(of("n1")).toEqual(["ws://n1:8080", "ws://n1:9222"]);
    for (const text of ["ws://n1:8080", "wss://n1", "n1:443", "ws://n1:80", "", "not a url"]) {
      expect(of(text), text).toEqual([]);
    }
  });

  it("http and https become ws and wss", () => {
    expect(of("http://n1:9222/p")).toEqual(["ws://n1:9222/p"]);
    expect(of("https://n1")).toEqual(["wss://n1"]);
  });
});

it("the monitoring port is that of a server named by its client address", () => {
  expect(monitoringOf("nats://n1:4222")).toEqual({ host: "n1", port: 8222 });
  expect(monitoringOf("ws://n1:9222")).toBeNull();
  expect(monitoringOf("nats://a:4222,nats://b:4222")).toBeNull();
});
