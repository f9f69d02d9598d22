// Floods a server with the publisher of the bench, and exits when the server has taken everything. A process that
// runs this synchronously is blocked for exactly that long. slow-consumer.test.ts runs it with the port of the
// server and an order for the publisher as JSON.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const [port = "", order = "{}"] = process.argv.slice(2);
const publisher = fork(
  fileURLToPath(new URL("../../scripts/bench/publisher.mjs", import.meta.url)),
  [port],
);
publisher.once("message", () => publisher.disconnect());
publisher.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
publisher.send(JSON.parse(order));
