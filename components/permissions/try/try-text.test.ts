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

it("says where a traced message would go, and where not", () => {
  expect(traced([step({ kind: "ingress" })]).detail).toBe("Traced only: nobody would get it.");
  expect(traced([step({}), step({ kind: "jetstream", what: "ORDERS" })]).detail).toBe(
    "Traced only: it would go to stream ORDERS and 1 receiver.",
  );
  expect(traced([step({}), step({}), step({ error: "denied" })]).detail).toBe(
    "Traced only: it would go to 2 receivers. It would not go to 1 other: denied.",
  );
});

it("tells agreement, an open question and a difference apart", () => {
  const denied = {
    kind: "subscribe",
    answer: { isAllowed: false, text: "Permissions Violation", manner: "checked" },
  } as const;
  expect(tryText(denied, { kind: "agrees" })).toMatchObject({
    tone: "bad",
    title: "The server denied it, as expected",
    words: "Permissions Violation",
  });
  expect(tryText(denied, { kind: "settles" }).title).toBe("The server denied it: that settles it");
  const finding = { kind: "differs", reason: "changed-since" } as const;
  expect(tryText(denied, finding)).toMatchObject({
    tone: "warn",
    title: "The server denied it, unlike expected",
  });
});

it("says why a trial could not be made", () => {
  const failed = tryText({ kind: "failed", fault: { code: "not-connected" } }, null);
  expect(failed).toMatchObject({ tone: "warn", title: "Not connected", words: null });
});
