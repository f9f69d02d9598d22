// Runs the snippet for a browser: bundled as a page would be, served on loopback, with the creds file chosen in its
// field. Called by runners.mjs. The output is what the page logs.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { chromium } from "@playwright/test";
import { rolldown } from "rolldown";
import { findBrowser } from "../setup/browser.mjs";
import { PINS } from "../tools/folder.mjs";

const LIMIT_MS = 60_000;
const DRAINED = "the page's connection is closed";

/** @returns {Promise<import("@playwright/test").Browser>} */
async function launch() {
  const found = await findBrowser({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  return chromium.launch({ executablePath: found.path, args: ["--no-sandbox"] });
}

export const runInBrowser = {
  ran: async () => {
    const browser = await launch();
    const version = browser.version();
    await browser.close();
    return `@nats-io/nats-core ${PINS.node} in Chromium ${version}`;
  },
  /**
   * @param {string} dir
   * @param {string} code
   * @param {string} credsFileName
   * @param {string} modules the folder of the packages
   * @returns {Promise<import("../setup/run.mjs").RunResult>}
   */
  run: async (dir, code, credsFileName, modules) => {
    fs.symlinkSync(modules, path.join(dir, "node_modules"), "junction");
    fs.writeFileSync(path.join(dir, "main.js"), code);
    const script = await bundled(path.join(dir, "main.js"));
    const server = await serve(script);
    const browser = await launch();
    /** @type {string[]} */
    const output = [];
    let failed = false;
    try {
      const page = await browser.newPage();
      const closed = page
        .waitForEvent("websocket", { timeout: LIMIT_MS })
        .then((socket) =>
          socket.waitForEvent("close", { timeout: LIMIT_MS, predicate: () => true }),
        );
      page.on("console", (message) => output.push(message.text()));
      page.on("pageerror", (error) => {
        failed = true;
        output.push(error.message);
      });
      await page.goto(server.url);
      await page.locator("#creds").setInputFiles(path.join(dir, credsFileName));
      await closed;
      return { ok: !failed, code: null, output: output.join("\n") };
    } catch (error) {
      output.push(error instanceof Error ? error.message : DRAINED);
      return { ok: false, code: null, output: output.join("\n") };
    } finally {
      await browser.close();
      server.close();
    }
  },
};

/** @param {string} input */
async function bundled(input) {
  const bundle = await rolldown({ input, platform: "browser", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

/**
 * @param {string} script
 * @returns {Promise<{url: string, close: () => void}>}
 */
function serve(script) {
  const server = http.createServer((request, response) => {
    const isScript = request.url === "/main.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    const page =
      '<!doctype html><input type="file" id="creds"><script type="module" src="/main.js"></script>';
    response.end(isScript ? script : page);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      resolve({ url: `http://127.0.0.1:${port}/`, close: () => server.close() });
    });
  });
}
