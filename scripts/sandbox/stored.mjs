// What JetStream stores in the sandbox, so that the page has something to show at once: a stream of the orders, a
// mirror of it, consumers in different states, a KV bucket with history and deleted keys, one whose keys expire, and
// an object store. Called by traffic.mjs. What is there from an earlier start is kept.
import { AckPolicy, DiscardPolicy, headers } from "./client.mjs";

/** @typedef {import("nats.ws").NatsConnection} NatsConnection */
/** @typedef {import("nats.ws").JetStreamManager} JetStreamManager */

const MAX_MESSAGES = 20_000;
/** The time limit, for a busy machine. */
const SLOW = { timeout: 30_000 };
/** One key is put every few seconds, so about half of them have expired at any time. */
const USERS = ["ada", "grace", "edsger", "barbara", "ken", "dennis", "radia", "lynn"];
/** A shorter time than that of the markers would count as that of the markers (nats-server server/stream.go). */
const EXPIRY_S = 20;
const encoder = new TextEncoder();

/** @param {NatsConnection} nc */
export async function makeStored(nc) {
  const manager = await nc.jetstreamManager(SLOW);
  const has = await namesOf(manager);
  if (!has.has("ORDERS")) {
    await manager.streams.add({
      name: "ORDERS",
      description: "Every order of the demo",
      subjects: ["orders.>"],
      max_msgs: MAX_MESSAGES,
      discard: DiscardPolicy.Old,
      allow_direct: true,
      // A request on one of its subjects is answered by the responder alone.
      no_ack: true,
    });
    await addConsumers(manager);
  }
  if (!has.has("ORDERS_COPY")) {
    await manager.streams.add({
      name: "ORDERS_COPY",
      mirror: { name: "ORDERS" },
      max_msgs: MAX_MESSAGES,
      mirror_direct: true,
    });
  }
  if (!has.has("KV_config")) await fillBucket(nc);
  if (!has.has("KV_sessions")) await addSessions(nc);
  if (!has.has("OBJ_reports")) await fillStore(nc);
}

/**
 * Keeps the stored things in motion: one key of the sessions, which will expire, and some orders for billing,
 * of which it leaves every fifth without an acknowledgement.
 * @param {NatsConnection} nc
 * @param {number} n counts the calls
 */
export async function moveStored(nc, n) {
  const expiry = headers();
  expiry.set("Nats-TTL", `${EXPIRY_S}s`);
  const user = USERS[n % USERS.length];
  nc.publish(`$KV.sessions.${user}`, encoder.encode(`{"visit":${n}}`), { headers: expiry });
  try {
    const billing = await nc.jetstream(SLOW).consumers.get("ORDERS", "billing");
    for await (const order of await billing.fetch({ max_messages: 5, expires: 1000 })) {
      if (order.seq % 5 !== 0) order.ack();
    }
  } catch {
    // The server is restarting, or the sandbox ends. The next call tries again.
  }
}

/** @param {JetStreamManager} manager */
async function namesOf(manager) {
  const names = new Set();
  for await (const name of manager.streams.names()) names.add(name);
  return names;
}

/**
 * One that is read and leaves some orders unacknowledged, one with a filter and without a reader, one that pushes to
 * a subject without a subscriber, one that is paused, and one with priority groups. An older server knows neither
 * pauses nor groups, and makes plain consumers of the last two.
 * @param {JetStreamManager} manager
 */
async function addConsumers(manager) {
  const explicit = { ack_policy: AckPolicy.Explicit };
  await manager.consumers.add("ORDERS", { durable_name: "billing", ...explicit });
  await manager.consumers.add("ORDERS", {
    durable_name: "shipping-eu",
    filter_subject: "orders.eu.shipped",
    ...explicit,
  });
  await manager.consumers.add("ORDERS", {
    durable_name: "audit",
    deliver_subject: "audit.orders",
    ...explicit,
  });
  const paused = { durable_name: "search-index", pause_until: "2099-01-01T00:00:00Z" };
  await manager.consumers.add("ORDERS", { ...paused, ...explicit });
  const grouped = { priority_groups: ["warehouse"], priority_policy: "overflow" };
  await manager.consumers.add("ORDERS", { durable_name: "packing", ...grouped, ...explicit });
}

/**
 * The stream of the bucket is made directly, since the client knows no markers for keys that expire (ADR-43).
 * @param {NatsConnection} nc
 */
async function addSessions(nc) {
  const config = {
    name: "KV_sessions",
    subjects: ["$KV.sessions.>"],
    ...{ max_msgs_per_subject: 5, discard: "new", max_age: 3600e9 },
    ...{ allow_direct: true, allow_rollup_hdrs: true, deny_delete: true },
    ...{ allow_msg_ttl: true, subject_delete_marker_ttl: EXPIRY_S * 1e9 },
  };
  await nc.request("$JS.API.STREAM.CREATE.KV_sessions", JSON.stringify(config), SLOW);
}

/** @param {NatsConnection} nc */
async function fillBucket(nc) {
  const bucket = await nc.jetstream(SLOW).views.kv("config", { history: 5 });
  for (const theme of ["light", "dark", "system"]) await bucket.put("ui.theme", theme);
  await bucket.put("feature.checkout", '{"isOn":true,"share":0.25}');
  await bucket.put("feature.search", '{"isOn":false}');
  await bucket.put("limits.orders", "500");
  await bucket.put("feature.old", '{"isOn":true}');
  await bucket.delete("feature.old");
  await bucket.put("note", "");
}

/** @param {NatsConnection} nc */
async function fillStore(nc) {
  const store = await nc.jetstream(SLOW).views.os("reports");
  const lines = Array.from({ length: 2000 }, (_, n) => `o-${1000 + n},${(n % 7) * 11}`);
  await store.putBlob({ name: "2026/november.csv" }, encoder.encode(lines.join("\n")));
  await store.putBlob({ name: "readme.txt" }, encoder.encode("Reports of the demo."));
  await store.putBlob({ name: "2026/draft.csv" }, encoder.encode("to be deleted"));
  await store.delete("2026/draft.csv");
}
