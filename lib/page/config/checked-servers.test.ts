// The servers of a check: what is dialled, and how fast. Gentle towards production unless the user chose a pace.

import { describe, expect, it } from "vitest";
import { chooseServers } from "./checked-servers";
import { NO_CONFIG } from "./config";
import type { ListedServer, PageConfig } from "./config-facts";

const listed = (name: string, more: Partial<ListedServer> = {}): ListedServer => ({
  ...{ name, address: `wss://${name}.example.com`, environment: null, note: "" },
  ...{ inboxPrefix: null, jetstreamDomain: null, bridge: null, colour: null, subjects: [] },
  ...more,
});
const config: PageConfig = {
  ...NO_CONFIG,
  servers: [
    listed("prod", { environment: "production" }),
    listed("stage", { environment: "staging" }),
    listed("orders", { bridge: "orders", address: "wss://this.page/bridge/orders" }),
  ],
};
const choose = (typed: string, pace: Parameters<typeof chooseServers>[1]["pace"] = "usual") =>
  chooseServers(config, { listed: [], typed, pace, isPageHttps: false });

describe("the pace", () => {
  it("is gentle to production and to servers that are not known, and free elsewhere", () => {
    const typed = "prod\nstage\norders\nws://127.0.0.1:4222\nwss://else.example.com";
    const { servers, problems } = choose(typed);
    expect(problems).toEqual([]);
    expect(servers.map(({ title, perSecond }) => [title, perSecond])).toEqual([
      ["prod", 5],
      ["stage", null],
      ["orders", 50],
      ["ws://127.0.0.1:4222", null],
      ["wss://else.example.com", 50],
    ]);
    expect(servers[0]?.isProduction).toBe(true);
  });

  it("is the user's where one was chosen", () => {
    expect(choose("prod", 1).servers[0]?.perSecond).toBe(1);
    expect(choose("prod", "unlimited").servers[0]?.perSecond).toBeNull();
  });
});

it("an address is taken once, however it is named, and a line that cannot be dialled is named", () => {
  const { servers, problems } = choose("stage, wss://stage.example.com\nnats://x:4222\n\n");
  expect(servers.map(({ title }) => title)).toEqual(["stage"]);
  expect(problems.map(({ typed }) => typed)).toEqual(["nats://x:4222"]);
});

it("a target of the bridge has its name, and no query is a part of a name", () => {
  const { servers } = choose("orders\nwss://h.example.com/?token=s3cret");
  expect(servers.map(({ name, isBridge }) => [name, isBridge])).toEqual([
    ["orders", true],
    ["wss://h.example.com/?token=…", false],
  ]);
});

it("a locked instance dials its list alone", () => {
  const typed = "stage\nwss://else.example.com";
  const chosen = { listed: [], typed, pace: "usual", isPageHttps: false } as const;
  const { servers, problems } = chooseServers({ ...config, isLocked: true }, chosen);
  expect(servers.map(({ title }) => title)).toEqual(["stage"]);
  expect(problems.map(({ fault }) => fault.code)).toEqual(["not-listed"]);
});
