// What the headers of traces say, in words. Pure. `traceparent`: W3C Trace Context, https://www.w3.org/TR/trace-context/.
// `Nats-Trace-*`: nats-server server/msgtrace.go.

/** Version, trace, span, flags; a later version may have more behind them. */
const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/u;
const SAMPLED = 1;

/** Null for any other header. */
export function traceHeaderMeaning(name: string, value: string): string | null {
  switch (name.toLowerCase()) {
    case "traceparent":
      return traceparentText(value.trim());
    case "tracestate":
      return "What tracing systems add to the trace, the latest first.";
    case "baggage":
      return "Values that go along with the trace.";
    case "nats-trace-dest":
      return "Each server on its way reports to this subject what it did with the message.";
    case "xats-trace-dest":
      return "A server on its way switched off the trace to this subject.";
    case "nats-trace-only":
      return /^(?:1|true|on)$/iu.test(value)
        ? "The servers only report: with a destination for the trace, the message is not delivered."
        : "The message is delivered as well as traced.";
    case "nats-trace-hop":
      return hopText(value);
    case "nats-trace-origin-account":
      return "The account that it was published in; reports of the trace go there.";
    default:
      return null;
  }
}

function traceparentText(value: string): string {
  const [, version, trace, span, flags, more] = TRACEPARENT.exec(value) ?? [];
  const isRead =
    version !== undefined &&
    version !== "ff" &&
    !(version === "00" && more !== undefined) &&
    !isZero(trace) &&
    !isZero(span);
  if (!isRead) return "Not a valid trace context, so receivers begin a new trace.";
  const isSampled = (Number.parseInt(flags ?? "", 16) & SAMPLED) !== 0;
  const recorded = isSampled ? "sampled" : "not sampled";
  return `Trace ${trace}, sent from span ${span}, ${recorded}.`;
}

const isZero = (digits = "") => /^0+$/u.test(digits);

/** "1.2": the second server that the first one passed it to. */
function hopText(value: string): string | null {
  if (!/^\d+(?:\.\d+)*$/u.test(value)) return null;
  const hops = value.split(".").length;
  return hops === 1
    ? "It was passed on once between servers."
    : `It was passed on ${hops} times between servers.`;
}
