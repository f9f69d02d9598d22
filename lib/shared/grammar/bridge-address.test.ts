import { expect, it } from "vitest";
import { bridgeTarget } from "./bridge-address";

it.each([
  ["ws://localhost:4280/bridge/prod-eu", "http://localhost:4280", "prod-eu"],
  ["wss://tools.test/nats/bridge/a_1", "https://tools.test", "a_1"],
  ["wss://tools.test/bridge/a?x=1", "https://tools.test", "a"],
  ["ws://localhost:4281/bridge/prod-eu", "http://localhost:4280", null],
  ["ws://127.0.0.1:4280/bridge/prod-eu", "http://localhost:4280", null],
  ["ws://tools.test/bridge/a", "https://tools.test", null],
  ["ws://localhost:4280", "http://localhost:4280", null],
  ["ws://localhost:4280/bridge/", "http://localhost:4280", null],
  ["ws://localhost:4280/bridge/UPPER", "http://localhost:4280", null],
  ["ws://localhost:4280/bridge/a/b", "http://localhost:4280", null],
  ["ws://localhost:4280/bridge/a", "null", null],
])("%s on a page of %s", (url, origin, target) => {
  expect(bridgeTarget(url, origin)).toBe(target);
});
