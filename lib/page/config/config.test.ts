import { describe, expect, it } from "vitest";
import { PAYLOAD_INPUT_KINDS } from "@/lib/page/console/input-kinds";
import { defaultsFor, listedServer, NO_CONFIG, readConfig } from "./config";
import { PAYLOAD_ENCODINGS } from "./config-values.mjs";
import { formatLink, parseLink } from "./deep-link";

const page = { protocol: "https:", host: "credence.example.com" };
const config = readConfig(
  {
    title: "Payments",
    locked: true,
    subjects: ["orders.>"],
    inboxPrefix: "_INBOX_pay",
    limits: { attemptMs: 4000 },
    messages: [
      { name: "orders/new", subject: "orders.{{seq}}", payload: "{}", encoding: "json" },
      { name: "no subject" },
      { name: "a seed", subject: "a", payload: `SU${"AB27".repeat(14)}` },
    ],
    servers: [
      { name: "staging EU", address: "wss://nats.example.com:443", environment: "staging" },
      { name: "prod", bridge: "prod-eu", environment: "production", subjects: [], colour: "red" },
      { name: "broken" },
      "nothing",
    ],
  },
  page,
);

describe("the configuration of the page's host", () => {
  it("gives listed servers, ready to dial, with the instance's defaults", () => {
    expect(config).toMatchObject({ title: "Payments", isLocked: true, attemptMs: 4000 });
    expect(config.servers).toEqual([
      {
        name: "staging EU",
        address: "wss://nats.example.com:443",
        bridge: null,
        note: "",
        colour: null,
        environment: "staging",
        subjects: ["orders.>"],
        inboxPrefix: "_INBOX_pay",
        jetstreamDomain: null,
      },
      expect.objectContaining({
        address: "wss://credence.example.com/bridge/prod-eu",
        bridge: "prod-eu",
        colour: null,
        subjects: [],
      }),
    ]);
  });

  it.each([null, [], "text", { servers: 1, title: 2, locked: "yes", limits: [] }])(
    "takes %j as nothing said",
    (answer) => {
      expect(readConfig(answer, page)).toEqual(NO_CONFIG);
    },
  );

  it("offers messages, none of them with a seed", () => {
    expect(config.messages).toEqual([
      {
        ...{ name: "orders/new", mode: "publish", subject: "orders.{{seq}}", payload: "{}" },
        ...{ encoding: "json", headers: [], reply: "" },
      },
    ]);
    expect([...PAYLOAD_ENCODINGS]).toEqual([...PAYLOAD_INPUT_KINDS]);
  });

  it("knows a server by name and by address, however it is written", () => {
    for (const typed of ["Staging eu", " wss://nats.example.com ", "WSS://nats.example.com:443/"]) {
      expect(listedServer(config, typed)?.name).toBe("staging EU");
    }
    expect(listedServer(config, "wss://nats.example.com:444")).toBeNull();
    expect(listedServer(config, "")).toBeNull();
  });

  it("holds the instance's defaults for servers that are not listed", () => {
    expect(defaultsFor(config, "wss://other").subjects).toEqual(["orders.>"]);
    expect(defaultsFor(config, "prod").subjects).toEqual([]);
  });
});

describe("a deep link", () => {
  const link = { server: "staging EU", subject: "orders.>", filter: 'a & "b" #1' };

  it("comes back as it was made", () => {
    const url = formatLink(link, "https://credence.example.com");
    expect(url).toMatch(
      /^https:\/\/credence\.example\.com\/#server=staging%20EU&subject=orders\.%3E&/,
    );
    expect(parseLink(new URL(url).hash)).toEqual(link);
  });

  it("carries nothing but a server's name, a subject and a filter", () => {
    expect(parseLink("#creds=x&address=wss://evil&jwt=y&server=a")).toEqual({
      server: "a",
      subject: null,
      filter: null,
    });
    expect(parseLink(`#subject=${"a".repeat(300)}&filter=a%00b&server=%E2%80%AEx`)).toEqual({
      server: null,
      subject: null,
      filter: null,
    });
  });
});
