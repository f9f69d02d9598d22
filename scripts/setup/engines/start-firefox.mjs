#!/usr/bin/env node
// Starts the Firefox that FIREFOX names and stands between it and Playwright, which takes this file for the browser
// (e2e/engines/projects.ts). Playwright sends a command to emulate media features that Firefox ESR 153 does not know,
// and without an answer it opens no page. So an emulation that Firefox does not know counts as done; no test of the
// engines needs one. Everything else passes unchanged, in both directions.
import { spawn } from "node:child_process";
import readline from "node:readline";
import WebSocket, { WebSocketServer } from "ws";

const LISTENING = /^WebDriver BiDi listening on (ws:\/\/.*)$/u;

const firefox = spawn(process.env["FIREFOX"] ?? "firefox", process.argv.slice(2), {
  stdio: ["inherit", "inherit", "pipe"],
});
firefox.on("exit", (code) => process.exit(code ?? 1));
for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"])) {
  process.on(signal, () => firefox.kill(signal));
}
for await (const text of readline.createInterface({ input: firefox.stderr })) {
  const address = LISTENING.exec(text)?.[1];
  say(address ? `WebDriver BiDi listening on ${await relayTo(address)}` : text);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * @param {string} address of Firefox, without a path
 * @returns {Promise<string>} the address for Playwright
 */
async function relayTo(address) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", () => resolve(undefined)));
  server.on("connection", (playwright, request) => relay(playwright, `${address}${request.url}`));
  const bound = server.address();
  return `ws://127.0.0.1:${typeof bound === "object" ? bound?.port : 0}`;
}

/**
 * @param {WebSocket} playwright
 * @param {string} address
 */
function relay(playwright, address) {
  const browser = new WebSocket(address, { maxPayload: 0 });
  /** @type {Set<number>} */
  const emulations = new Set();
  const opened = new Promise((resolve) => browser.once("open", resolve));
  playwright.on("message", async (data) => {
    const text = String(data);
    const { id, method } = JSON.parse(text);
    if (String(method).startsWith("emulation.")) emulations.add(id);
    await opened;
    browser.send(text);
  });
  browser.on("message", (data) => {
    const text = String(data);
    playwright.send(withoutUnknownEmulation(text));
  });
  playwright.on("close", () => browser.close());
  browser.on("close", () => playwright.close());
  browser.on("error", (error) => say(String(error)));

  /** @param {string} text */
  function withoutUnknownEmulation(text) {
    if (emulations.size === 0) return text;
    const { id, error } = JSON.parse(text);
    if (!emulations.delete(id) || error !== "unknown command") return text;
    return JSON.stringify({ type: "success", id, result: {} });
  }
}
