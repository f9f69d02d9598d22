// Drives Chromium over a raw pipe of the DevTools protocol, with no domain enabled. The Network domain, which
// Playwright turns on, sends every WebSocket frame to Node and makes everything three times slower. Used by
// world.mjs and connect.mjs.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A tab that was just brought forward is busy, and Chromium waits between two connections to one host. */
const SETTLE_MS = 300;

/**
 * @typedef {object} Tab
 * @property {(code: string) => Promise<any>} run evaluates an expression in the page and gives its value
 * @property {() => Promise<void>} bringToFront needed before measuring: a tab behind another one is slowed down
 * @property {(selector: string, paths: readonly string[]) => Promise<void>} chooseFiles chooses files in a file input
 * @property {() => Promise<number>} heapBytes what is alive in the page's own heap, without its worker
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Browser
 * @property {(url: string) => Promise<Tab>} open opens a tab in front and waits until it has loaded
 * @property {() => number} rendererBytes private memory of all renderer processes
 * @property {() => Promise<void>} stop
 */

/**
 * @param {string} executable
 * @returns {Promise<Browser>}
 */
export async function startBrowser(executable) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "credence-bench-"));
  const child = spawn(
    executable,
    [
      "--headless=new",
      "--remote-debugging-pipe",
      `--user-data-dir=${profile}`,
      "--window-size=1440,900",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "about:blank",
    ],
    // It leads a process group, so that its children end with it.
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true },
  );
  const input = /** @type {import("node:stream").Writable} */ (child.stdio[3]);
  const output = /** @type {import("node:stream").Readable} */ (child.stdio[4]);
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  const exited = new Promise((resolve) => child.on("close", resolve));
  child.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("the browser has ended"));
  });
  let last = 0;
  let rest = "";
  output.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop() ?? "";
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const settle = waiting.get(id);
      waiting.delete(id);
      if (error) settle?.reject(new Error(error.message));
      else settle?.resolve(result);
    }
  });
  input.on("error", () => {});

  /**
   * @param {string} method
   * @param {object} [params]
   * @param {string} [sessionId]
   * @returns {Promise<any>}
   */
  const send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });

  /** @param {string} url */
  const open = async (url) => {
    const { targetId } = await send("Target.createTarget", { url });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    /** @param {string} expression */
    const run = async (expression) => {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send("Runtime.evaluate", params, sessionId);
      if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value;
    };
    // A new tab shows an empty page first, and its context ends when the address is loaded.
    const isLoaded = () =>
      run("location.href !== 'about:blank' && document.readyState === 'complete'").catch(
        () => false,
      );
    while (!(await isLoaded())) await new Promise((resolve) => setTimeout(resolve, 20));
    return {
      run,
      bringToFront: async () => {
        await send("Target.activateTarget", { targetId });
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      },
      /** @param {string} selector @param {readonly string[]} paths */
      chooseFiles: async (selector, paths) => {
        const expression = `document.querySelector(${JSON.stringify(selector)})`;
        const { result } = await send("Runtime.evaluate", { expression }, sessionId);
        const params = { files: [...paths], objectId: result.objectId };
        await send("DOM.setFileInputFiles", params, sessionId);
      },
      heapBytes: async () => {
        await send("HeapProfiler.collectGarbage", {}, sessionId);
        return (await send("Runtime.getHeapUsage", {}, sessionId)).usedSize;
      },
      close: async () => void (await send("Target.closeTarget", { targetId })),
    };
  };

  return {
    open,
    rendererBytes: () => rendererBytes(child.pid ?? 0),
    async stop() {
      process.kill(-(child.pid ?? 0), "SIGKILL");
      await exited;
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

/**
 * Counts private memory, so that pages shared between processes are counted once. Linux only.
 * @param {number} browserPid
 */
function rendererBytes(browserPid) {
  let total = 0;
  const below = new Set([browserPid]);
  const pids = fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
  for (const pid of pids) {
    try {
      const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
      if (!below.has(Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]))) continue;
      below.add(pid);
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (!command.includes("--type=renderer")) continue;
      total += 1024 * Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    } catch {
      // The process has ended.
    }
  }
  return total;
}
