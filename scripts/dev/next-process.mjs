// Runs `next dev` as a child process, for dev.mjs.
import { spawn } from "node:child_process";
import net from "node:net";
import path from "node:path";
import { rootDir } from "../setup/paths.mjs";
import { endAll } from "../setup/shutdown.mjs";

/**
 * Starts `next dev` on a port of 127.0.0.1. When it ends, the script ends too.
 * @param {number} port
 */
export function startNext(port) {
  const next = path.join(rootDir, "node_modules", "next", "dist", "bin", "next");
  const args = [next, "dev", "--hostname", "127.0.0.1", "--port", String(port)];
  // Another NODE_ENV, such as that of a test runner, makes next write other folders.
  const env = { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, args, { cwd: rootDir, env, stdio: "inherit" });
  child.on("exit", () => void endAll(1));
  process.on("exit", () => child.kill("SIGTERM"));
}

/**
 * Waits until the port accepts connections. It may wait forever: a next that cannot start ends, and
 * startNext then ends the script.
 * @param {number} port
 * @returns {Promise<void>}
 */
export function untilNextListens(port) {
  return new Promise((resolve) => {
    const attempt = () => {
      const socket = net.connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve();
      });
      socket.on("error", () => setTimeout(attempt, 200));
    };
    attempt();
  });
}
