import { describe, expect, it } from "vitest";
import { removalOf } from "./removal";

describe("what a message without a value stands for", () => {
  it.each([
    ["deleted", [["KV-Operation", "DEL"]]],
    ["purged", [["KV-Operation", "PURGE"]]],
    ["expired", [["Nats-Marker-Reason", "MaxAge"]]],
    ["purged", [["Nats-Marker-Reason", "Purge"]]],
    ["deleted", [["Nats-Marker-Reason", "Remove"]]],
    // The marker of a bucket says both; it was the age.
    [
      "expired",
      [
        ["KV-Operation", "PURGE"],
        ["Nats-Marker-Reason", "MaxAge"],
      ],
    ],
    [null, []],
    [null, [["KV-Operation", "PUT"]]],
    [null, [["Other", "DEL"]]],
  ] as const)("%s: %j", (removal, headers) => {
    expect(removalOf(headers)).toBe(removal);
  });
});
