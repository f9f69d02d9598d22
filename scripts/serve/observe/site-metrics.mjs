// What one instance counts. The names of targets are those of config.json, never hosts or ports, and no number
// tells about a user. deploy/grafana-dashboard.json shows them; docs/operate.md lists them.
import process from "node:process";
import { createCounter, exposition } from "./counters.mjs";

/** @typedef {import("../../bridge/bridge.mjs").OpenConnection} OpenConnection */

/** Ends of a connection that the way to the server caused (bridge/close-codes.mjs). */
const UPSTREAM = /^bridge\/(upstream-[a-z]+|not-nats)/;

/**
 * @param {{version: string, targets: readonly string[]}} about `targets`: names in config.json
 */
export function siteMetrics({ version, targets }) {
  const requests = createCounter();
  const responseBytes = createCounter();
  const refused = createCounter();
  const ended = createCounter();
  const failures = createCounter();
  const bytes = createCounter();
  /** @type {() => readonly OpenConnection[]} */
  let openConnections = () => [];

  return {
    /** @param {import("./answers.mjs").Answer} answer */
    answer({ method, status, bytes: length }) {
      const known = ["GET", "HEAD"].includes(method) ? method : "other";
      requests.add({ method: known, code: status });
      if (method !== "HEAD" && length !== null && status !== "aborted")
        responseBytes.add({}, length);
    },
    /** @param {import("../../bridge/bridge.mjs").BridgeLogEntry} entry */
    bridge({ target, end, fromPage, toPage }) {
      // DETAIL of an end is a system's code and stays in the log.
      const reason = (end.split(" ")[0] ?? end).replace("bridge/", "");
      if (target === "") return refused.add({ reason });
      ended.add({ target, reason });
      if (UPSTREAM.test(end)) failures.add({ target, reason });
      bytes.add({ target, direction: "from_page" }, fromPage);
      bytes.add({ target, direction: "to_page" }, toPage);
    },
    /** A connection that got no close code: the host was wrong, or too many were turned away at once. */
    denied: (/** @type {"host" | "overload"} */ reason) => refused.add({ reason }),
    /** @param {() => readonly OpenConnection[]} list */
    watchOpen(list) {
      openConnections = list;
    },
    text() {
      const open = openConnections();
      return exposition([
        family("credence_build_info", "gauge", "The version of this release.", [[{ version }, 1]]),
        ...processFamilies(),
        family(
          "credence_http_requests_total",
          "counter",
          "Answered requests, by status.",
          requests.samples(),
        ),
        family(
          "credence_http_response_bytes_total",
          "counter",
          "Bytes of answers whose length was known.",
          responseBytes.samples(),
        ),
        family(
          "credence_bridge_connections",
          "gauge",
          "Open connections of the bridge.",
          targets.map((target) => [{ target }, open.filter((one) => one.target === target).length]),
        ),
        family(
          "credence_bridge_ended_total",
          "counter",
          "Connections of the bridge that have ended, by reason.",
          ended.samples(),
        ),
        family(
          "credence_bridge_refused_total",
          "counter",
          "Connections that the bridge did not admit, by reason.",
          refused.samples(),
        ),
        family(
          "credence_bridge_upstream_failures_total",
          "counter",
          "Connections that the way to the server ended, by reason.",
          failures.samples(),
        ),
        family(
          "credence_bridge_bytes_total",
          "counter",
          "Bytes between pages and the bridge, WebSocket frames included.",
          withOpen(bytes.samples(), open),
        ),
      ]);
    },
  };
}

/**
 * @param {string} name
 * @param {import("./counters.mjs").Family["type"]} type
 * @param {string} help
 * @param {readonly (readonly [import("./counters.mjs").Labels, number])[]} samples
 * @returns {import("./counters.mjs").Family}
 */
const family = (name, type, help, samples) => ({ name, type, help, samples });

/**
 * @param {readonly (readonly [import("./counters.mjs").Labels, number])[]} ended
 * @param {readonly OpenConnection[]} open
 */
function withOpen(ended, open) {
  const sum = createCounter();
  for (const [labels, value] of ended) sum.add(labels, value);
  for (const { target, fromPage, toPage } of open) {
    sum.add({ target, direction: "from_page" }, fromPage);
    sum.add({ target, direction: "to_page" }, toPage);
  }
  return sum.samples();
}

/** Under the names that Prometheus's clients give them. */
function processFamilies() {
  const { user, system } = process.cpuUsage();
  return [
    family("process_cpu_seconds_total", "counter", "CPU time of the process.", [
      [{}, (user + system) / 1e6],
    ]),
    family("process_resident_memory_bytes", "gauge", "Memory of the process.", [
      [{}, process.memoryUsage.rss()],
    ]),
    family("process_start_time_seconds", "gauge", "When the process started.", [
      [{}, Math.round(Date.now() / 1000 - process.uptime())],
    ]),
  ];
}
