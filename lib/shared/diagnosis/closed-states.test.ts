import { expect, it } from "vitest";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { endOf, factsOf } from "@/lib/testing/diagnosis-facts";
import { endCodeOf } from "./outcome";
import { readClose, type ServerErrorKind } from "./server-errors";

/** "unknown": its own reason says nothing of the creds, so the end is "ended/lost", which quotes it. */
type Row = readonly [reason: string, word: ServerErrorKind, ended: string];

/** Every ClosedState of nats-server 2.15 in its order (server/client.go), as server/monitor.go writes it. */
const STATES: readonly Row[] = [
  ["Client Closed", "unknown", "ended/lost"],
  ["Authentication Timeout", "auth-timeout", "ended/lost"],
  ["Authentication Failure", "authorization", "ended/authorization"],
  ["TLS Handshake Failure", "unknown", "ended/lost"],
  ["Slow Consumer (Pending Bytes)", "slow-consumer", "ended/slow-consumer"],
  ["Slow Consumer (Write Deadline)", "slow-consumer", "ended/slow-consumer"],
  ["Write Error", "unknown", "ended/lost"],
  ["Read Error", "unknown", "ended/lost"],
  ["Parse Error", "protocol", "server/protocol"],
  ["Stale Connection", "stale", "ended/stale"],
  ["Protocol Violation", "protocol", "server/protocol"],
  ["Bad Client Protocol Version", "protocol", "server/protocol"],
  // Of a route, a gateway or a leaf node, here and below: never of a client.
  ["Incorrect Port", "unknown", "ended/lost"],
  ["Maximum Account Connections Exceeded", "account-connections", "ended/limits"],
  ["Maximum Connections Exceeded", "server-connections", "ended/limits"],
  ["Maximum Message Payload Exceeded", "payload", "ended/limits"],
  ["Maximum Control Line Exceeded", "control-line", "server/protocol"],
  ["Maximum Subscriptions Exceeded", "subscriptions", "ended/limits"],
  ["Duplicate Route", "unknown", "ended/lost"],
  ["Route Removed", "unknown", "ended/lost"],
  ["Server Shutdown", "shutdown", "ended/shutdown"],
  ["Authentication Expired", "expired", "ended/account-expired"],
  ["Wrong Gateway", "unknown", "ended/lost"],
  ["Missing Account", "authorization", "ended/authorization"],
  ["Credentials Revoked", "revoked", "ended/revoked"],
  ["Internal Client", "unknown", "ended/lost"],
  ["Message Header Violation", "protocol", "server/protocol"],
  ["No Responders Requires Headers", "protocol", "server/protocol"],
  ["Cluster Name Conflict", "unknown", "ended/lost"],
  ["Duplicate Remote LeafNode Connection", "unknown", "ended/lost"],
  // Of MQTT.
  ["Duplicate Client ID", "unknown", "ended/lost"],
  ["Duplicate Server Name", "unknown", "ended/lost"],
  ["Minimum Version Required", "protocol", "server/protocol"],
  ["Cluster Names Identical", "unknown", "ended/lost"],
  ["Kicked", "kicked", "ended/kicked"],
  ["Proxy Not Trusted", "proxy", "ended/lost"],
  ["Proxy Required", "proxy", "ended/lost"],
];

it("has every state of the server", () => {
  expect(new Set(STATES.map(([reason]) => reason)).size).toBe(37);
});

it.each(STATES)("%s is read, and its end has a code and words", (reason, word, ended) => {
  const end = endOf([], 1008, reason);
  expect(readClose(end.close)).toBe(word);
  const code = endCodeOf(end, factsOf());
  expect(code).toBe(ended);
  const evidence = { closeReason: reason, closeCode: 1008 };
  const { title, meaning, next } = causeText({ code, certainty: "proven", evidence });
  for (const text of [title, meaning, next]) expect(text).toMatch(/^\S.*\S$/u);
});
