import { describe, expect, it } from "vitest";
import { defaultAddress } from "./default-address";

const from = (kind: "file" | "sandbox") => ({
  sources: [{ kind, name: "a.creds", bytes: 1, part: 0 }],
});
const all = {
  sandbox: "ws://127.0.0.1:4281",
  lastTried: "wss://last",
  recent: ["wss://r1", "wss://r2"].map((address) => ({ address, name: "" })),
  linked: null,
  context: null,
};

it("the address of a context comes after the last address of these creds, and before any other", () => {
  const context = { ...all, context: "wss://context", linked: "staging" };
  expect(defaultAddress(from("file"), context)).toBe("wss://last");
  expect(defaultAddress(from("file"), { ...context, lastTried: null })).toBe("wss://context");
});

describe("a linked server", () => {
  it("comes before the addresses of other creds and after the last address of these creds", () => {
    const linked = { ...all, linked: "staging" };
    expect(defaultAddress(from("file"), { ...linked, lastTried: null })).toBe("staging");
    expect(defaultAddress(from("file"), linked)).toBe("wss://last");
  });
});

describe("the first server address", () => {
  it("is the sandbox for its own samples", () => {
    expect(defaultAddress(from("sandbox"), all)).toBe("ws://127.0.0.1:4281");
    expect(defaultAddress(from("sandbox"), { ...all, sandbox: null })).toBe("wss://last");
  });

  it("is the last one tried with these creds, else the latest of any, else the sandbox", () => {
    expect(defaultAddress(from("file"), all)).toBe("wss://last");
    expect(defaultAddress(from("file"), { ...all, lastTried: null })).toBe("wss://r1");
    expect(defaultAddress(null, { ...all, lastTried: null, recent: [] })).toBe(
      "ws://127.0.0.1:4281",
    );
    expect(
      defaultAddress(null, {
        sandbox: null,
        lastTried: null,
        recent: [],
        linked: null,
        context: null,
      }),
    ).toBe("");
  });
});
