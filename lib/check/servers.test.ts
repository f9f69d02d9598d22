import { expect, it } from "vitest";
import { readServers } from "./servers";

const faultOf = (name: string): string => {
  try {
    readServers([name], { ca: null, timeLimitMs: 1_000 });
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : "";
  }
  throw new Error("it was taken");
};

it.each([
  ["nats://me:hush@host:999999", "nats://host:999999"],
  ["me:hush@host:999999", "host:999999"],
  ["nats://me:hu://sh@host:999999", "nats://host:999999"],
  ["nats://me:hu@sh@host:999999", "nats://host:999999"],
  ["wss://me:hush@host:999999", "wss://host:999999"],
  ["nats://", "nats://"],
])("%s is named without its password", (name, shown) => {
  expect(faultOf(name)).toBe(`${shown} is no server address.`);
});

it.each(["nats://me:hush@host", "me:hush@host", "ws://me:hush@host", "wss://hush@host/path"])(
  "%s is refused, and not repeated",
  (name) => {
    expect(faultOf(name)).toMatch(/^An address with a user name or a password is not used\./u);
    expect(faultOf(name)).not.toContain("hush");
  },
);
