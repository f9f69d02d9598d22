// Makes traffic in the sandbox: a generator of JSON, text and binary messages, a responder on demo.echo and one
// NATS micro service. It runs in the script that started the sandbox, survives a restart of the server, and
// ends with `stop`.
import { connectNats, headers, ServiceError } from "./client.mjs";
import { makeStored, moveStored } from "./stored.mjs";

/** @typedef {import("nats.ws").NatsConnection} NatsConnection */
/** @typedef {import("nats.ws").ServiceMsg} ServiceMsg */

const PERIOD = 400;
const STORED_PERIOD = 5000;
/** Quotes that are asked for at the start, so that the service has figures at once. */
const FIRST_QUOTES = 8;
/** One of so many is for an article that there is not. */
const WRONG_EVERY = 4;
/** The client counts whole milliseconds of what a handler takes. */
const QUOTE_MS = 2;
const CUSTOMERS = ["ada", "grace", "edsger", "barbara", "ken"];
const ARTICLES = ["lamp", "chair", "kettle", "notebook", "umbrella"];
const WORDS = ["The kettle is on.", "Zażółć gęślą jaźń", "こんにちは", "Line one\nline two"];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @param {string} url
 * @param {{jwt: string, seed: string}} user may do everything in the account
 * @returns {Promise<{stop: () => Promise<void>}>}
 */
export async function startTraffic(url, user) {
  const nc = await connectNats(url, user, {
    name: "sandbox-traffic",
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    ignoreClusterUpdates: true,
  });
  answerEcho(nc);
  await addService(nc);
  for (let n = 0; n < FIRST_QUOTES; n++) askForQuote(nc, n);
  await makeStored(nc);
  let count = 0;
  const timer = setInterval(() => {
    if (!nc.isClosed()) publishNext(nc, count++);
  }, PERIOD);
  let moves = 0;
  const storedTimer = setInterval(() => {
    if (nc.isClosed()) return;
    askForQuote(nc, moves);
    void moveStored(nc, moves++);
  }, STORED_PERIOD);
  void moveStored(nc, moves++);
  return {
    async stop() {
      clearInterval(timer);
      clearInterval(storedTimer);
      await nc.close();
    },
  };
}

/** @param {NatsConnection} nc */
function answerEcho(nc) {
  nc.subscribe("demo.echo", {
    callback: (_error, message) => {
      message.respond(message.data, message.headers ? { headers: message.headers } : {});
    },
  });
}

/** @param {NatsConnection} nc */
async function addService(nc) {
  const service = await nc.services.add({
    name: "pricing",
    version: "1.2.0",
    description: "Quotes a price for an article.",
  });
  service.addGroup("pricing").addEndpoint("quote", {
    handler: (error, message) => {
      if (error) return;
      quote(message);
    },
    metadata: { request: '{"article":"lamp","quantity":2}' },
  });
}

/**
 * Its answer is not wanted: the service counts it.
 * @param {NatsConnection} nc
 * @param {number} n
 */
function askForQuote(nc, n) {
  const article = n % WRONG_EVERY === 1 ? "sofa" : ARTICLES[n % ARTICLES.length];
  nc.request("pricing.quote", json({ article, quantity: 1 + (n % 3) })).catch(() => {});
}

/**
 * What it throws is counted as an error, and answered as one.
 * @param {ServiceMsg} message
 */
function quote(message) {
  const until = performance.now() + QUOTE_MS;
  while (performance.now() < until);
  const request = parse(decoder.decode(message.data));
  const article = String(request["article"] ?? "");
  const quantity = Number(request["quantity"] ?? 1);
  if (!ARTICLES.includes(article) || !Number.isInteger(quantity) || quantity < 1) {
    throw new ServiceError(400, `article is one of ${ARTICLES.join(", ")}; quantity is 1 or more`);
  }
  const price = (12.5 + ARTICLES.indexOf(article) * 7) * quantity;
  message.respond(json({ article, quantity, price, currency: "EUR" }));
}

/**
 * @param {NatsConnection} nc
 * @param {number} n
 */
function publishNext(nc, n) {
  const region = n % 3 === 2 ? "us" : "eu";
  nc.publish(`orders.${region}.created`, json(order(region, n)), {
    headers: orderHeaders(region, n),
  });
  if (n % 4 === 1) {
    const id = `o-${1000 + n - 1}`;
    nc.publish(`orders.${region}.shipped`, json({ id, carrier: "rail", at: new Date() }));
  }
  if (n % 3 === 0) {
    nc.publish("demo.text", encoder.encode(`${WORDS[n % WORDS.length]} (${n})`));
  }
  if (n % 5 === 0) nc.publish("demo.binary", reading(n));
}

/**
 * @param {string} region
 * @param {number} n
 */
function order(region, n) {
  const quantity = 1 + (n % 4);
  return {
    id: `o-${1000 + n}`,
    region,
    customer: { name: CUSTOMERS[n % CUSTOMERS.length], returning: n % 2 === 0 },
    lines: [{ article: ARTICLES[n % ARTICLES.length], quantity }],
    total: Math.round(quantity * 1995 + (n % 7) * 111) / 100,
    at: new Date().toISOString(),
  };
}

/**
 * @param {string} region
 * @param {number} n
 */
function orderHeaders(region, n) {
  const fields = headers();
  fields.set("Content-Type", "application/json");
  fields.set("Trace-Id", (0x5eed0000 + n).toString(16).padStart(16, "0"));
  fields.append("Route", "web");
  fields.append("Route", region);
  return fields;
}

/**
 * Makes a small binary record: magic, counter, a float and, in every second one, all byte values.
 * @param {number} n
 */
function reading(n) {
  const bytes = new Uint8Array(n % 2 === 0 ? 24 : 272);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xc0ffee00);
  view.setUint32(4, n);
  view.setFloat64(8, 20 + Math.sin(n / 10));
  for (let i = 16; i < bytes.length; i++) bytes[i] = i - 16;
  return bytes;
}

/** @param {unknown} value */
const json = (value) => encoder.encode(JSON.stringify(value));

/**
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
