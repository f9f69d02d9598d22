import { expect, it } from "vitest";
import { traceHeaderMeaning } from "./trace-header-text";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

it("reads traceparent, in any case of its name", () => {
  expect(traceHeaderMeaning("traceparent", `00-${TRACE}-${SPAN}-01`)).toBe(
    `Trace ${TRACE}, sent from span ${SPAN}, sampled.`,
  );
  expect(traceHeaderMeaning("Traceparent", ` 00-${TRACE}-${SPAN}-02`)).toContain("not sampled");
  expect(traceHeaderMeaning("traceparent", `cc-${TRACE}-${SPAN}-01-later`)).toContain("sampled");
});

it("says that a trace context is not valid", () => {
  for (const value of [
    "",
    "abc",
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
  ]) {
    expect(traceHeaderMeaning("traceparent", value), value).toMatch(/^Not a valid/);
  }
});

it("reads the headers of the servers' own trace", () => {
  expect(traceHeaderMeaning("Nats-Trace-Dest", "trace.1")).toContain("reports to this subject");
  expect(traceHeaderMeaning("Nats-Trace-Only", "On")).toContain("not delivered");
  expect(traceHeaderMeaning("Nats-Trace-Only", "0")).toContain("is delivered");
  expect(traceHeaderMeaning("Nats-Trace-Hop", "1")).toContain("once");
  expect(traceHeaderMeaning("Nats-Trace-Hop", "1.2.1")).toContain("3 times");
  expect(traceHeaderMeaning("Nats-Trace-Hop", "x")).toBeNull();
  expect(traceHeaderMeaning("Nats-Trace-Origin-Account", "A")).toContain("account");
  expect(traceHeaderMeaning("Trace-Id", "1")).toBeNull();
});
