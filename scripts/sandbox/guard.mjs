// Runs between a script and its nats-server. It starts the server, and ends it when the script asks or has
// ended for any reason, including a crash or a kill. server.mjs runs it with an IPC channel; the channel
// closes when the script has ended.
import { spawn } from "node:child_process";

const PATIENCE = 3000;
const [binary = "", ...args] = process.argv.slice(2);
const child = spawn(binary, args, { stdio: ["ignore", "inherit", "inherit"], windowsHide: true });

child.on("spawn", () => process.send?.({ pid: child.pid }));
child.on("error", (error) => {
  process.send?.({ error: error.message }, () => process.exit(1));
});
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

function stop() {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), PATIENCE).unref();
}

process.on("message", stop);
process.on("disconnect", stop);
// Ctrl-C reaches the whole process group, but the script decides the order in which things end.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
process.on("SIGTERM", stop);
