import { expect, it } from "vitest";
import { MAX_REPLIES, ReplySubjects } from "./reply-subjects";
import { compileSubjectMap } from "./subject-map";

const mapped = (
  pattern: string,
  target: string,
  subject: string,
  replies = new ReplySubjects([]),
) => {
  const map = compileSubjectMap(pattern, target, replies);
  const made = map.ok ? map.value(subject) : map;
  return made.ok ? made.value : `: ${made.fault.code}`;
};

it.each([
  [">", ">", "orders.eu.new", "orders.eu.new"],
  [">", "test.>", "orders.eu", "test.orders.eu"],
  ["orders.>", "copy.>", "orders.eu.new", "copy.eu.new"],
  ["orders.>", "copy.>", "metrics", ": no-match"],
  ["orders.*.>", "*.test.>", "orders.eu.new.1", "eu.test.new.1"],
  ["*.*", "x.*", "a.b", "x.a"],
  ["a.*", "fixed", "a.b", "fixed"],
  ["a.>", "b", "a.b.c", "b"],
  // Subjects of the server, of JetStream and of replies.
  [">", ">", "$SYS.REQ.SERVER.PING", ": reserved"],
  [">", ">", "$JS.API.STREAM.PURGE.x", ": reserved"],
  [">", ">", "_INBOX.a.b", ": reserved"],
  [">", "x.>", "_INBOX.a.b", ": reserved"],
  [">", ">", "_INBOX_alice.x.1", ": reserved"],
  [">", "_INBOX-a.>", "a", ": reserved"],
  [">", ">", "_INBOX", ": reserved"],
  [">", ">", "$SRV.PING", ": reserved"],
  [">", "$JS.ACK.>", "a", ": reserved"],
  [">", ">", "$JSON", "$JSON"],
  // A subject of a file need not be one to publish to.
  [">", ">", "a.*", ": invalid"],
  [">", ">", "a..b", ": invalid"],
  ["a..b", ">", "a", ": pattern"],
  [">", "a..b", "a", ": target"],
  ["a.*", "x.*.*", "a.b", ": wildcards"],
  ["a.*", "x.>", "a.b", ": wildcards"],
])("%s to %s: %s becomes %s", (pattern, target, subject, expected) => {
  expect(mapped(pattern, target, subject)).toBe(expected);
});

const NUID = "Wx7cQ0pT3nYbK5sLq8ZdRf";
const OTHER = "A1b2C3d4E5f6G7h8I9j0K1";

it.each([
  // Below the inbox prefix of the connection that sends, or that received.
  [">", ">", "team.inbox.x.1", ": reply"],
  [">", ">", "team.inbox", ": reply"],
  [">", ">", "team.inboxes.x", "team.inboxes.x"],
  ["a.>", "team.inbox.>", "a.b", ": reply"],
  // A recorded request had its reply below this prefix, from whichever client.
  [">", ">", `app.replies.${OTHER}.7`, ": reply"],
  [">", ">", `app.replies.${NUID}`, ": reply"],
  [">", "copy.>", `app.replies.${OTHER}`, ": reply"],
  [">", ">", "app.replies.daily", "app.replies.daily"],
  [">", ">", `app.orders.${OTHER}`, `app.orders.${OTHER}`],
  // A recorded request named this very subject.
  [">", ">", "orders.answers", ": reply"],
  [">", ">", "orders.answers.eu", "orders.answers.eu"],
  ["a", "orders.answers", "a", ": reply"],
])("knows replies: %s to %s: %s becomes %s", (pattern, target, subject, expected) => {
  const replies = new ReplySubjects(["team.inbox"]);
  replies.add(`app.replies.${NUID}.1`);
  replies.add("orders.answers");
  expect(mapped(pattern, target, subject, replies)).toBe(expected);
});

it("says when there were more reply subjects than it keeps, of either kind", () => {
  const nuid = (n: number) => `p${n}.${String(n).padStart(22, "0")}`;
  for (const name of [(n: number) => `a.${n}`, nuid]) {
    const replies = new ReplySubjects([]);
    for (let n = 0; n < MAX_REPLIES; n++) replies.add(name(n));
    replies.add(name(0));
    expect(replies.isFull).toBe(false);
    replies.add(name(MAX_REPLIES));
    expect(replies.isFull).toBe(true);
  }
});
