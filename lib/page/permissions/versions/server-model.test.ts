// The releases at which servers changed. That each behaves so is shown by agreement.test.ts on real servers.

import { expect, it } from "vitest";
import { NEWEST_TRIED, serverModel } from "./server-model";

it.each([
  ["2.9.25", "exact", "inside", []],
  ["2.10.21", "exact", "inside", []],
  ["2.10.27", "skips-star", "inside", []],
  ["2.11.0", "skips-star", "inside", ["$NRG."]],
  ["2.11.15", "stops-at-dropped", "inside", ["$NRG."]],
  ["2.11.17", "stops-at-dropped", "overlapping", ["$NRG."]],
  ["2.12.3", "skips-star", "inside", ["$NRG."]],
  ["2.12.7", "stops-at-dropped", "overlapping", ["$NRG."]],
  ["2.12.14", "exact", "by-queue", ["$NRG."]],
  ["2.14.0", "stops-at-dropped", "overlapping", ["$NRG."]],
  ["2.14.8", "exact", "by-queue", ["$NRG.", "$GR."]],
  ["2.15.0", "exact", "by-queue", ["$NRG."]],
  ["2.15.1", "exact", "by-queue", ["$NRG.", "$GR."]],
] as const)("%s", (version, counting, filter, reserved) => {
  expect(serverModel(version)).toMatchObject({
    version,
    isKnown: true,
    isNewerThanTried: false,
    counting,
    filter,
    reserved,
  });
});

it("is the newest without a connection, and for a newer server, which is marked", () => {
  const { version: _, ...newest } = serverModel(NEWEST_TRIED);
  expect(serverModel(null)).toEqual({ ...newest, version: "" });
  expect(serverModel("2.16.0")).toEqual({ ...newest, version: "2.16.0", isNewerThanTried: true });
});

it("is not known for a version that cannot be read", () => {
  expect(serverModel("mine").isKnown).toBe(false);
  expect(serverModel("").isKnown).toBe(false);
});
