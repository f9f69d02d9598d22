import { expect, it } from "vitest";
import { compileSubjectMap } from "./subject-map";

const mapped = (pattern: string, target: string, subject: string) => {
  const map = compileSubjectMap(pattern, target);
  return map.ok ? map.value(subject) : map.fault.code;
};

it.each([
  [">", ">", "orders.eu.new", "orders.eu.new"],
  [">", "test.>", "orders.eu", "test.orders.eu"],
  ["orders.>", "copy.>", "orders.eu.new", "copy.eu.new"],
  ["orders.>", "copy.>", "metrics", null],
  ["orders.*.>", "*.test.>", "orders.eu.new.1", "eu.test.new.1"],
  ["*.*", "x.*", "a.b", "x.a"],
  ["a.*", "fixed", "a.b", "fixed"],
  ["a.>", "b", "a.b.c", "b"],
  // Subjects of the server, of JetStream and of replies.
  [">", ">", "$SYS.REQ.SERVER.PING", null],
  [">", ">", "$JS.API.STREAM.PURGE.x", null],
  [">", ">", "_INBOX.a.b", null],
  [">", "x.>", "_INBOX.a.b", null],
  [">", ">", "_INBOX_alice.x.1", null],
  [">", "_INBOX-a.>", "a", null],
  [">", ">", "_INBOX", null],
  [">", ">", "$SRV.PING", null],
  [">", "$JS.ACK.>", "a", null],
  [">", ">", "$JSON", "$JSON"],
  // A subject of a file need not be one to publish to.
  [">", ">", "a.*", null],
  [">", ">", "a..b", null],
  ["a..b", ">", "a", "pattern"],
  [">", "a..b", "a", "target"],
  ["a.*", "x.*.*", "a.b", "wildcards"],
  ["a.*", "x.>", "a.b", "wildcards"],
])("%s to %s: %s becomes %s", (pattern, target, subject, expected) => {
  expect(mapped(pattern, target, subject)).toBe(expected);
});
