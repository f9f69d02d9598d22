import { expect, test } from "vitest";
import { compareIssued } from "./issue-order";

const jwt = (issuedAtSec: number | null, expiresAtSec: number | null = null) => ({
  issuedAtSec,
  expiresAtSec,
});

test.each([
  ["the later time of issue wins", jwt(20, 5), jwt(10, 50)],
  ["without a time of issue, the later expiry", jwt(null, 20), jwt(null, 10)],
  ["no expiry is the latest", jwt(null, null), jwt(null, 10)],
  ["a time of issue in milliseconds tells nothing", jwt(20, 60), jwt(1.7e12, 50)],
  ["with the same expiry, the one that has a time of issue", jwt(20, 5), jwt(null, 5)],
  ["the former creds have no time of issue, the renewed ones do", jwt(20, 60), jwt(null, 50)],
])("%s", (_name, newer, older) => {
  expect(compareIssued(newer, older)).toBeGreaterThan(0);
  expect(compareIssued(older, newer)).toBeLessThan(0);
});

test("the same times are alike", () => {
  expect(compareIssued(jwt(null), jwt(null))).toBe(0);
  expect(compareIssued(jwt(5, 6), jwt(5, 7))).toBe(0);
});
