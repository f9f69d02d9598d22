// Stands between a script and its nats-server: starts the server, and ends it when the script
// asks or is gone for any reason, a crash or a kill included. Run by server.mjs with an IPC
// channel; the channel's end is the sign that the script is gone.
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
// Ctrl-C reaches the whole process group; the order of ending is the script's.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
process.on("SIGTERM", stop);
