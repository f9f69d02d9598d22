import { expect, it } from "vitest";
import { type LimitSources, limitRows } from "./limits";

const account = (maxSubscriptions: number, maxPayloadBytes: number) => ({
  maxSubscriptions,
  maxPayloadBytes,
});
const server = (maxPayloadBytes: number) => ({ maxPayloadBytes });

const inForce = (sources: Partial<LimitSources>) =>
  limitRows({
    limits: { subscriptions: null, payloadBytes: null, dataBytes: null },
    absent: 0,
    account: null,
    server: null,
    ...sources,
  }).map((row) => [row.id, row.inForce, row.isUpperBound]);

const limits = (subscriptions: number | null, payloadBytes: number | null) => ({
  limits: { subscriptions, payloadBytes, dataBytes: null },
});

it("goes by what the server told, where it tells", () => {
  expect(inForce({ ...limits(10, -1), account: account(-1, -1), server: server(512) })).toEqual([
    ["payload", 512, false],
    ["subscriptions", 10, false],
  ]);
});

it("takes the smallest of user and account, and no limit as none", () => {
  expect(inForce({ ...limits(10, 4096), account: account(5, -1) })).toEqual([
    ["payload", 4096, false],
    ["subscriptions", 5, false],
  ]);
  expect(inForce({ ...limits(-1, -1), account: account(-1, -1) })).toEqual([
    ["payload", -1, false],
    ["subscriptions", -1, false],
  ]);
});

it("claims no more than an upper bound while the account is not at hand", () => {
  expect(inForce(limits(10, -1))).toEqual([
    ["payload", -1, true],
    ["subscriptions", 10, true],
  ]);
});

it("reads an absent limit by the version, and knows nothing of a template that is not at hand", () => {
  expect(inForce({ absent: 0 }).map(([, value]) => value)).toEqual([0, 0]);
  expect(inForce({ absent: -1 }).map(([, value]) => value)).toEqual([-1, -1]);
  expect(inForce({ absent: null }).map(([, value]) => value)).toEqual([null, null]);
});
