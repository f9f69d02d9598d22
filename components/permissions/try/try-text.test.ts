import { expect, it } from "vitest";
import type { TraceStep } from "@/lib/shared/facts/permission-tries";
import { tryText } from "./try-text";

const step = (change: Partial<TraceStep>): TraceStep => ({
  kind: "egress",
  what: "",
  subject: "",
  queue: "",
  clientId: null,
  error: "",
  ...change,
});
const traced = (trace: readonly TraceStep[]) =>
  tryText({ kind: "publish", answer: { isAllowed: true, text: "", trace } }, { kind: "agrees" });

it("says where a traced message would go, and where it would not", () => {
  expect(traced([step({ kind: "ingress" })]).detail).toBe(
    "Trace only: no subscriber would receive it.",
  );
  expect(traced([step({}), step({ kind: "jetstream", what: "ORDERS" })]).detail).toBe(
    "Trace only: it would go to stream ORDERS and 1 subscriber.",
  );
  expect(traced([step({}), step({}), step({ error: "denied" })]).detail).toBe(
    "Trace only: it would go to 2 subscribers. It would not go to 1 other: denied.",
  );
});

it("distinguishes agreement, an open question and a difference", () => {
  const denied = {
    kind: "subscribe",
    answer: { isAllowed: false, text: "Permissions Violation", manner: "checked" },
  } as const;
  expect(tryText(denied, { kind: "agrees" })).toMatchObject({
    tone: "bad",
    title: "The server denied it, as expected",
    serverText: "Permissions Violation",
  });
  expect(tryText(denied, { kind: "settles" }).title).toBe("The server denied it: that settles it");
  const mismatch = { kind: "differs", reason: "changed-since" } as const;
  expect(tryText(denied, mismatch)).toMatchObject({
    tone: "warn",
    title: "The server denied it, which was not expected",
  });
});

it("says why a try was not possible", () => {
  const failed = tryText({ kind: "failed", fault: { code: "not-connected" } }, null);
  expect(failed).toMatchObject({ tone: "warn", title: "Not connected", serverText: null });
});
