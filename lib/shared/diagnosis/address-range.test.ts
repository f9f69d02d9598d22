import { describe, expect, it } from "vitest";
import { isInRange } from "./address-range";

describe("addresses and ranges", () => {
  it.each([
    ["10.1.2.3", "10.0.0.0/8", true],
    ["11.1.2.3", "10.0.0.0/8", false],
    ["192.168.1.130", "192.168.1.128/25", true],
    ["192.168.1.127", "192.168.1.128/25", false],
    ["1.2.3.4", "0.0.0.0/0", true],
    ["1.2.3.4", "1.2.3.4/32", true],
    ["::1", "::1/128", true],
    ["2001:db8::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["fe80::1%eth0", "fe80::/10", true],
    ["::ffff:10.0.0.1", "10.0.0.0/8", true],
    ["127.0.0.1", "::/0", false],
    ["::1", "0.0.0.0/0", false],
    ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8/128", true],
    ["10.1.2.3", "10.0.0.0", null],
    ["10.1.2.3", "10.0.0.0/33", null],
    ["10.1.2.3", "10.0.0/8", null],
    ["10.1.2.3", "010.0.0.0/8", null],
    ["host", "10.0.0.0/8", null],
    ["1::2::3", "::/0", null],
    ["1:2:3:4:5:6:7:8:9", "::/0", null],
  ])("%s in %s is %s", (address, cidr, expected) => {
    expect(isInRange(address, cidr)).toBe(expected);
  });
});
