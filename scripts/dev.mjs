// `npm run dev`: the sandbox and `next dev` behind one address, http://localhost:4300. A small
// proxy answers the sandbox's addresses itself, as the real server does, and hands the rest,
// WebSocket upgrades included, to next on a private port.
import { spawn } from "node:child_process";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { line, step } from "./setup/output.mjs";
import { rootDir } from "./setup/paths.mjs";
import { freePort } from "./setup/ports.mjs";
import { printFailure } from "./setup/run.mjs";
import { atEnd, endAll, endOnSignals } from "./setup/shutdown.mjs";
import { natsServerStep, sandboxStep } from "./setup/steps.mjs";

const PORT = Number(process.env["PORT"]) || 4300;

requireNode();
endOnSignals();
try {
  await ensureInstalled();
  const sandbox = await sandboxStep(await natsServerStep());
  const nextPort = await freePort(PORT + 1);
  startNext(nextPort);
  await step(
    "next",
    "starting next dev",
    () => untilOpen(nextPort),
    () => "next dev is ready",
  );
  const { sandboxFiles } = await import("./serve/sandbox-files.mjs");
  const { listen } = await import("./serve/listen.mjs");
  const answerSandbox = sandboxFiles(sandbox, { "Cache-Control": "no-store" });
  const serving = await listen(
    (request, response) => {
      if (!answerSandbox(request, response)) forward(nextPort, request, response);
    },
    { host: "localhost", port: PORT },
    {},
    (server) =>
      server.on("upgrade", (request, socket, head) => tunnel(nextPort, request, socket, head)),
  );
  atEnd(serving.stop);
  line("dashboard", serving.url);
} catch (error) {
  printFailure(error);
  await endAll(1);
}

/** @param {number} port */
function startNext(port) {
  const next = path.join(rootDir, "node_modules", "next", "dist", "bin", "next");
  const args = [next, "dev", "--hostname", "127.0.0.1", "--port", String(port)];
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, args, { cwd: rootDir, env, stdio: "inherit" });
  child.on("exit", () => void endAll(1));
  process.on("exit", () => child.kill("SIGTERM"));
}

/**
 * A next that cannot start ends, and the script with it: see startNext.
 * @param {number} port
 * @returns {Promise<void>}
 */
function untilOpen(port) {
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

/**
 * @param {number} port
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
function forward(port, request, response) {
  const { method, url: path, headers } = request;
  const onward = http.request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => {
    if (!response.headersSent) response.writeHead(502);
    response.end("next dev is not ready yet; reload in a moment.");
  });
  request.pipe(onward);
}

/**
 * @param {number} port
 * @param {http.IncomingMessage} request
 * @param {import("node:stream").Duplex} socket
 * @param {Buffer} head
 */
function tunnel(port, request, socket, head) {
  const onward = net.connect(port, "127.0.0.1", () => {
    const fields = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      fields.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on("error", () => socket.destroy());
  socket.on("error", () => onward.destroy());
}
