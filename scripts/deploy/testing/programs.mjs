// Web servers for the tests of scripts/deploy: found where they are installed, run on free ports.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { vi } from "vitest";

/**
 * NAME in the environment (NGINX, CADDY), else PATH and /usr/sbin.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const places = [...(process.env["PATH"] ?? "").split(path.delimiter), "/usr/sbin"];
  return (
    process.env[name.toUpperCase()] ||
    places.map((place) => path.join(place, name)).find((file) => fs.existsSync(file))
  );
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} url that it answers once it is ready
 * @param {NodeJS.ProcessEnv} [more] environment
 * @returns {Promise<() => Promise<unknown>>} the way to end it
 */
export async function runUntilAnswer(program, args, url, more = {}) {
  const env = { ...process.env, ...more };
  const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  await vi.waitFor(
    () =>
      fetch(url).catch(() => {
        throw new Error(`${program} does not answer: ${said}`);
      }),
    { timeout: 10_000, interval: 100 },
  );
  return () => {
    child.kill("SIGTERM");
    return ended;
  };
}
