import { expect, test } from "vitest";
import { isCidr, isTimeOfDay, subjectFault, zoneFault } from "./claim-rules";

test.each([
  ["foo", true, null],
  ["foo.>", false, null],
  [">", false, null],
  ["foo*.>.bar", false, null],
  ["{{name()}}", false, null],
  ["foo bar", true, null],
  ["foo bar", false, "queue"],
  ["foo .bar", true, "dots"],
  ["foo  bar", true, "blanks"],
  ["a b c", true, "blanks"],
  ["", true, "empty"],
  [" foo", true, "empty"],
  ["foo ", true, "empty"],
  [".foo", true, "dots"],
  ["foo.", true, "dots"],
  ["foo..bar", true, "dots"],
] as const)("subject %j, queue allowed %s: %s", (entry, mayHaveQueue, reason) => {
  expect(subjectFault(entry, mayHaveQueue)).toBe(reason);
});

test.each([
  "10.0.0.0/8",
  "0.0.0.0/0",
  "1.2.3.4/32",
  "255.255.255.255/08",
  "::/0",
  "2001:db8::/32",
  "::1/128",
  "::ffff:1.2.3.4/96",
  "FE80::1/64",
])("%s is a CIDR", (entry) => {
  expect(isCidr(entry)).toBe(true);
});

test.each([
  "",
  "10.0.0.1",
  "10.0.0.0/33",
  "10.0.0/8",
  "10.0.0.0.0/8",
  "256.0.0.0/8",
  "01.2.3.4/8",
  "10.0.0.0/",
  "10.0.0.0/-1",
  "10.0.0.0/8 ",
  "::1",
  "::/129",
  ":::/3",
  "1:2:3:4:5:6:7:8:9/64",
  "fe80::1%eth0/64",
  "localhost/8",
  "::1]/8",
])("%j is not a CIDR", (entry) => {
  expect(isCidr(entry)).toBe(false);
});

test.each(["00:00:00", "23:59:59", "9:05:00", "12:00:00.5", "12:00:00,25"])(
  "%s is a time",
  (value) => {
    expect(isTimeOfDay(value)).toBe(true);
  },
);

test.each([
  "",
  "24:00:00",
  "12:60:00",
  "12:00:60",
  "12:00",
  "12:0:00",
  "12:00:00Z",
  " 12:00:00",
  "123:00:00",
  "12:00:00.",
])("%j is not a time of day", (value) => {
  expect(isTimeOfDay(value)).toBe(false);
});

test.each([
  ["Europe/Berlin", null],
  ["Asia/Tokyo", null],
  ["Asia/Calcutta", null],
  ["UTC", null],
  ["Local", null],
  ["Europe/Atlantis", "zone"],
  ["+01:00", "zone"],
  ["europe/berlin", "zone-case"],
] as const)("zone %s: %s", (zone, fault) => {
  expect(zoneFault(zone)).toBe(fault);
});
