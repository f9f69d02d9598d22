// Publishes numbered messages in a separate process until its parent disconnects: 1, 2, 3 and so on. The parent
// sends the address and the user first. Each later message from the parent asks for the last number that the
// server has confirmed. Forked by healthy.ts.

import { once } from "node:events";
import { connectNats } from "../../../scripts/sandbox/client.mjs";

const EVERY_MS = 20;
const PER_TURN = 4;

const [{ url, user, subject }] = await once(process, "message");
const nc = await connectNats(url, user, { timeout: 60_000, reconnect: false });
let last = 0;
const timer = setInterval(() => {
  for (let turn = 0; turn < PER_TURN; turn += 1) {
    last += 1;
    nc.publish(subject, new TextEncoder().encode(String(last)));
  }
}, EVERY_MS);
process.on("message", async () => {
  const number = last;
  await nc.flush();
  process.send?.(number);
});
process.on("disconnect", () => {
  clearInterval(timer);
  void nc.close();
});
process.send?.(0);
