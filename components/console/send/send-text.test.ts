import { describe, expect, it } from "vitest";
import type { LastSend } from "@/lib/page/state/console-store";
import type { RequestResult } from "@/lib/shared/facts/console";
import { sendResultText, shortTitle } from "./send-text";

function last(result: LastSend["result"]): LastSend {
  return {
    number: 1,
    mode: "request",
    subject: "svc.time",
    timeoutMs: 2_000,
    ownSubscription: null,
    result,
  };
}

function answered(part: Partial<RequestResult>) {
  const report = { replies: [], elapsedMs: [], noResponders: false, timedOut: false, ...part };
  return sendResultText(last({ kind: "answered", report }));
}

it("a title can stand after the subject", () => {
  expect(
    ["4 replies from", "No responders: no subscriber on", "Denied:", "Sending to"].map(shortTitle),
  ).toEqual(["4 replies", "No responders: no subscriber", "Denied", "Sending"]);
});

describe("the result of a send in words", () => {
  it("distinguishes no responders from a timeout", () => {
    expect(answered({ noResponders: true, replies: [7], elapsedMs: [1] })).toMatchObject({
      tone: "warn",
      title: "No responders: no subscriber on",
      subject: "svc.time",
    });
    expect(answered({ timedOut: true })).toMatchObject({
      tone: "warn",
      title: "No reply within 2,000 ms from",
    });
  });

  it("says that an own subscription hides that there are no responders", () => {
    const report = { replies: [], elapsedMs: [], noResponders: false, timedOut: true };
    const sent = { ...last({ kind: "answered", report }), ownSubscription: ">" };
    expect(sendResultText(sent)).toMatchObject({
      title: "No reply within 2,000 ms from",
      detail: expect.stringContaining("Your own subscription to >"),
    });
  });

  it("says how long replies took", () => {
    expect(answered({ replies: [4], elapsedMs: [Math.PI] }).title).toBe("Reply in 3.1 ms from");
    expect(answered({ replies: [4, 5], elapsedMs: [3, 1_204], timedOut: true })).toMatchObject({
      tone: "good",
      title: "2 replies within 2,000 ms from",
      detail: "first after 3 ms, last after 1,204 ms",
    });
  });

  it("quotes the server when it denied the send", () => {
    const text = sendResultText(
      last({
        kind: "failed",
        fault: {
          code: "permissions-violation",
          params: { text: 'Permissions Violation for Publish to "svc.time"' },
        },
      }),
    );
    expect(text.tone).toBe("bad");
    expect(text.detail).toContain('Permissions Violation for Publish to "svc.time"');
  });

  it("says that it waits for a reply", () => {
    expect(sendResultText(last(null))).toMatchObject({ tone: "wait", subject: "svc.time" });
  });
});
