// Floods a server with the publisher of the bench, and exits when the server has taken everything. A process that
// runs this synchronously is blocked for exactly that long. Some messages come before the flood and are on their
// way to every subscriber when it begins, because a server that is short of time can drop a slow consumer before
// it has written anything to it. slow-consumer.test.ts runs it with the addresses of the server for clients and
// for monitoring, and an order for the publisher as JSON.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const FIRST = 800;

const [clientUrl = "", monitorUrl = "", json = "{}"] = process.argv.slice(2);
const order = JSON.parse(json);
const publisher = fork(
  fileURLToPath(new URL("../../scripts/bench/publisher.mjs", import.meta.url)),
  [new URL(clientUrl).port],
);
publisher.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
for (const count of [FIRST, order.count]) {
  publisher.send({ ...order, count });
  await once(publisher, "message");
  if (count === FIRST) await areWritten();
}
publisher.disconnect();

/** Until nothing waits in the server for any client. */
async function areWritten() {
  for (;;) {
    const { connections } = await (await fetch(`${monitorUrl}/connz`)).json();
    if (connections.every((one) => one.pending_bytes === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
