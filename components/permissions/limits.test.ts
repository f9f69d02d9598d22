import { expect, it } from "vitest";
import { absentLimit, type LimitSources, limitRows } from "./limits";

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

it("uses the limit that the server reported, where there is one", () => {
  expect(inForce({ ...limits(10, -1), account: account(-1, -1), server: server(512) })).toEqual([
    ["payload", 512, false],
    ["subscriptions", 10, false],
  ]);
});

it("uses the smaller limit of user and account, and ignores a side without a limit", () => {
  expect(inForce({ ...limits(10, 4096), account: account(5, -1) })).toEqual([
    ["payload", 4096, false],
    ["subscriptions", 5, false],
  ]);
  expect(inForce({ ...limits(-1, -1), account: account(-1, -1) })).toEqual([
    ["payload", -1, false],
    ["subscriptions", -1, false],
  ]);
});

it("gives only an upper bound while the account JWT is not loaded", () => {
  expect(inForce(limits(10, -1))).toEqual([
    ["payload", -1, true],
    ["subscriptions", 10, true],
  ]);
});

it("reads an absent limit by the version, and knows none while a template is not loaded", () => {
  expect(absentLimit(2, false)).toBe(0);
  expect(absentLimit(1, false)).toBe(-1);
  expect(absentLimit(2, true)).toBeNull();
  expect(inForce({ absent: 0 }).map(([, value]) => value)).toEqual([0, 0]);
  expect(inForce({ absent: -1 }).map(([, value]) => value)).toEqual([-1, -1]);
  expect(inForce({ absent: null }).map(([, value]) => value)).toEqual([null, null]);
});
