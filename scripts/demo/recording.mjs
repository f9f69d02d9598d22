// The recording of the demo: a few minutes of an order system as the console exports it (lib/vault/message-store/
// recording/export-lines.ts). Nothing in it is random, so that builds stay equal.
import { DEMO_NOW } from "./keys.mjs";

const COUNT = 240;
const ITEMS = ["lamp", "desk", "chair", "shelf", "rug"];
const CURRENCIES = /** @type {const} */ ({ eu: "EUR", us: "USD" });

export function recordingText() {
  return Array.from({ length: COUNT }, (_, index) => lineOf(index)).join("");
}

/** @param {number} index */
function lineOf(index) {
  // Steps that share no factor with the lengths, so that values mix without a random source.
  const region = Math.floor(index / 3) % 3 === 1 ? "us" : "eu";
  const order = 4_100 + Math.floor(index / 3);
  const total = ((index * 37) % 190) + 9.5;
  const at = new Date((DEMO_NOW + index) * 1_000 + ((index * 389) % 1_000));
  const parts = [
    () => ({
      subject: `orders.${region}.created`,
      data: { order, item: ITEMS[(index * 3) % ITEMS.length], total, currency: CURRENCIES[region] },
    }),
    () => ({ subject: `payments.${region}.captured`, data: { order, total, attempt: 1 } }),
    () =>
      index % 24 === 23
        ? {
            subject: `payments.${region}.failed`,
            data: { order, total, reason: "card declined", attempt: 2 },
          }
        : { subject: `orders.${region}.shipped`, data: { order, parcel: `P${order}`, kg: 1.2 } },
  ];
  const { subject, data } = (parts[index % 3] ?? parts[0])?.() ?? { subject: "", data: {} };
  return `${JSON.stringify({
    seq: index + 1,
    time: at.toISOString(),
    subject,
    reply: "",
    headers: { "Nats-Msg-Id": [`${order}-${index % 3}`], "Content-Type": ["application/json"] },
    data: Buffer.from(JSON.stringify(data)).toString("base64"),
  })}\n`;
}
