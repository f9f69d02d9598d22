import { describe, expect, it } from "vitest";
import {
  canServerTrace,
  compareServerVersions,
  isServerAtLeast,
  parseServerVersion,
} from "./server-version";

describe("the version of a server", () => {
  it.each([
    ["2.11.4", { major: 2, minor: 11, patch: 4 }],
    ["v2.10", { major: 2, minor: 10, patch: 0 }],
    ["2.15.0-dev", { major: 2, minor: 15, patch: 0 }],
    ["2.9.10-beta.3", { major: 2, minor: 9, patch: 10 }],
    ["2.12-rc.1", { major: 2, minor: 12, patch: 0 }],
    ["10.0.1", { major: 10, minor: 0, patch: 1 }],
    ["", null],
    ["2", null],
    ["dev", null],
    ["V2.10", null],
    [" 2.10", null],
    ["nats-server 2.10", null],
  ])("%j", (text, expected) => {
    expect(parseServerVersion(text)).toEqual(expected);
  });

  it.each([
    ["2.9.10", "2.10.0", -1],
    ["2.10.27", "2.10.4", 1],
    ["3.0.0", "2.15.9", 1],
    ["2.15.0-dev", "v2.15", 0],
  ])("compares %s with %s", (a, b, expected) => {
    const [one, other] = [parseServerVersion(a), parseServerVersion(b)];
    if (one === null || other === null) throw new Error("not read");
    expect(Math.sign(compareServerVersions(one, other))).toBe(expected);
    expect(Math.sign(compareServerVersions(other, one)) + expected).toBe(0);
  });

  it.each([
    ["2.10.27", "2.10", true],
    ["2.10.27", "2.10.28", false],
    ["2.9.10", "2.10", false],
    ["3.0", "2.10", true],
    ["unknown", "2.10", false],
  ])("%s is at least %s: %s", (version, since, expected) => {
    expect(isServerAtLeast(version, since)).toBe(expected);
  });
});

describe("tracing a message", () => {
  it.each([
    ["2.10.27", true, false],
    ["2.11.0", true, true],
    ["v2.11", true, true],
    ["2.15.0-dev", true, true],
    ["3.0.0", true, true],
    ["2.15.1", false, false],
    ["", true, false],
  ])("version %j, headers %s: %s", (version, headers, expected) => {
    expect(canServerTrace({ version, headers })).toBe(expected);
  });
});
