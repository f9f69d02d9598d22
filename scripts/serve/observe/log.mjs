// Writes the server's log: one line for each answer, one for each connection of the bridge at its end, and what
// the server says about itself. As text for people, or as one JSON object a line for a log collector.
import { line } from "../../setup/output.mjs";

/** @typedef {"text" | "json"} LogFormat */

/**
 * @typedef {object} SiteLog
 * @property {(answer: import("./answers.mjs").Answer) => void} answer
 * @property {(entry: import("../../bridge/bridge.mjs").BridgeLogEntry) => void} bridge
 * @property {(name: string, detail: string) => void} say
 */

/**
 * @param {LogFormat} format
 * @param {boolean} isWanted answers and connections; what the server says is always written
 * @param {(text: string) => void} [write]
 * @returns {SiteLog}
 */
export function siteLog(format, isWanted, write = (text) => process.stdout.write(text)) {
  /** @param {string} event @param {object} fields */
  const json = (event, fields) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
  const text = (/** @type {string} */ words) => write(`${new Date().toISOString()} ${words}\n`);
  const nothing = () => {};
  const say =
    format === "json"
      ? (/** @type {string} */ name, /** @type {string} */ detail) =>
          json("server", { name, detail })
      : line;
  if (!isWanted) return { answer: nothing, bridge: nothing, say };
  if (format === "json") {
    return {
      say,
      answer: (answer) => json("request", answer),
      bridge: ({ elapsedMs, ...entry }) => json("bridge", { ...entry, ms: Math.round(elapsedMs) }),
    };
  }
  return {
    say,
    answer: ({ address, method, path, status, bytes, ms }) =>
      text(`${address} ${method} ${path} ${status} ${bytes ?? "-"} ${ms}ms`),
    bridge: ({ target, address, end, elapsedMs }) =>
      text(`${address} BRIDGE ${target || "-"} ${end} ${Math.round(elapsedMs)}ms`),
  };
}
