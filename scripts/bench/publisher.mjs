// Publishes messages over TCP, as fast as the server takes them or at a rate. It is a separate process, so
// that it takes no time from the threads that are measured. world.mjs sends it orders over IPC.
import net from "node:net";
import { DIFFERENT, payloadOf } from "./pages/messages.mjs";

/** @typedef {{subject: string, subjects: number, count: number, bytes: number, perSecond: number | null, seconds: number | null}} Order */

const PIECE = 65_536;
const port = Number(process.argv[2]);
const socket = net.connect(port, "127.0.0.1");
/** @type {() => void} */
let onPong = () => {};
let text = "";
socket.on("data", (data) => {
  text += data.toString("latin1");
  for (;;) {
    const end = text.indexOf("\r\n");
    if (end < 0) return;
    const line = text.slice(0, end);
    text = text.slice(end + 2);
    if (line === "PONG") onPong();
    if (line === "PING") socket.write("PONG\r\n");
  }
});
socket.on("error", () => process.exit(1));
socket.write('CONNECT {"verbose":false,"pedantic":false}\r\n');
process.on("disconnect", () => process.exit());
process.on("message", async (/** @type {Order} */ order) => {
  process.send?.(await publish(order));
});

/** @param {Order} order */
async function publish(order) {
  const messages = makeMessages(order);
  const startedAt = Date.now();
  const startMs = performance.now();
  const total = order.seconds === null ? order.count : (order.perSecond ?? 0) * order.seconds;
  let sent = 0;
  while (sent < total) {
    const passed = (performance.now() - startMs) / 1000;
    const due = order.perSecond === null ? total : Math.min(total, passed * order.perSecond);
    /** @type {Buffer[]} */
    const pieces = [];
    let bytes = 0;
    while (sent < due && bytes < PIECE) {
      const message = messages[sent % messages.length] ?? Buffer.alloc(0);
      pieces.push(message);
      bytes += message.length;
      sent += 1;
    }
    if (bytes > 0 && !socket.write(Buffer.concat(pieces, bytes))) {
      await new Promise((resolve) => socket.once("drain", resolve));
    } else if (sent >= due && sent < total) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  await new Promise((resolve) => {
    onPong = () => resolve(undefined);
    socket.write("PING\r\n");
  });
  return { startedAt, sent, ms: performance.now() - startMs };
}

/** @param {Order} order */
function makeMessages({ subject, subjects, bytes }) {
  return Array.from({ length: Math.max(subjects, DIFFERENT) }, (_, n) => {
    const payload = payloadOf(n % DIFFERENT, bytes);
    return Buffer.from(`PUB ${subject}.s${n % subjects}.event ${payload.length}\r\n${payload}\r\n`);
  });
}
