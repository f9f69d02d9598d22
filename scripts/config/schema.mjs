// What config.json may hold. load-config.mjs checks the file against it at start, and publish-schema.mjs makes
// deploy/config.schema.json from it. Every rule has its own message, since a person reads it beside the name
// of the field.
import net from "node:net";
import { z } from "zod";
import {
  ENVIRONMENTS,
  MAX_MESSAGES,
  PAYLOAD_ENCODINGS,
  SERVER_COLOURS,
} from "../../lib/page/config/config-values.mjs";

const TARGET_NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;
const HOST_NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;

/** @param {number} most characters */
const words = (most) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(most, `must have at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, "must not hold control or invisible characters");

/**
 * @param {number} least
 * @param {number} most
 * @param {number} standard
 */
const whole = (least, most, standard) =>
  z
    .int("must be a whole number")
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .default(standard);

/** The browser's policy must be able to name it: no IPv6 literal, no character that means something there. */
const address = z
  .string()
  .max(300, "must have at most 300 characters")
  .refine(isWebSocketAddress, {
    error: 'must be a WebSocket address such as "wss://nats.example.com:8080", by name or IPv4',
  })
  .refine((text) => !text.includes("@"), { error: "must not hold a user or password" });

const origin = z.string().refine(isOrigin, {
  error: 'must be an origin, scheme, host and port alone, such as "https://nats.example.com"',
});

const subject = z
  .string()
  .max(256, "must have at most 256 characters")
  .regex(
    /^(?:[^\s.>]+\.)*(?:[^\s.>]+|>)$/,
    'must be a subject such as "orders.>": no spaces, no empty tokens, > only at the end',
  );

const inboxPrefix = z
  .string()
  .max(128, "must have at most 128 characters")
  .regex(
    /^[^\s.*>]+(?:\.[^\s.*>]+)*$/,
    'must be a subject without wildcards, such as "_INBOX_team"',
  );

const jetstreamDomain = z
  .string()
  .max(64, "must have at most 64 characters")
  .regex(/^[^\s.*>]+$/, "must be one token without dots and wildcards");

const subjects = z.array(subject).max(50, "must list at most 50 subjects");

const server = z
  .strictObject({
    name: words(48).meta({ description: "What people choose it by; deep links carry it." }),
    address: address.optional().meta({ description: "ws:// or wss://, reached by the browser." }),
    bridge: z
      .string()
      .regex(TARGET_NAME, "must be the name of a bridge target")
      .optional()
      .meta({ description: "Name of a bridge target, in place of an address." }),
    note: words(200).optional(),
    colour: z.enum(SERVER_COLOURS).optional(),
    environment: z.enum(ENVIRONMENTS).optional().meta({ description: "Production is marked." }),
    subjects: subjects.optional(),
    inboxPrefix: inboxPrefix.optional(),
    jetstreamDomain: jetstreamDomain.optional(),
  })
  .refine((entry) => (entry.address === undefined) !== (entry.bridge === undefined), {
    error: "needs either an address or a bridge target, and not both",
  });

const SEED = /S[UAOCNX][A-Z2-7]{56}/i;

const message = z
  .strictObject({
    name: words(200).meta({ description: "Slashes make folders: team/orders/created." }),
    mode: z.enum(["publish", "request"]).default("publish"),
    subject: words(1000).meta({ description: "May hold placeholders such as {{seq}}." }),
    payload: z.string().max(100_000, "must have at most 100000 characters").default(""),
    encoding: z.enum(PAYLOAD_ENCODINGS).default("text"),
    headers: z
      .array(z.tuple([words(200), z.string().max(4000, "must have at most 4000 characters")]))
      .max(50, "must list at most 50 headers")
      .default([]),
    reply: z.string().max(1000, "must have at most 1000 characters").default(""),
  })
  .refine((entry) => !SEED.test(JSON.stringify(entry)), { error: "must not hold a seed" });

const file = words(1000).meta({ description: "A PEM file; relative to config.json." });

const target = z
  .strictObject({
    host: z
      .string()
      .max(253, "must have at most 253 characters")
      .refine((text) => net.isIP(text) !== 0 || HOST_NAME.test(text), {
        error: "must be a host name or an IP address alone",
      }),
    port: whole(1, 65535, 4222),
    tls: z
      .enum(["auto", "required", "first"])
      .default("required")
      .meta({
        description:
          "required: never without. first: TLS before the server's INFO. auto: as the server asks, so a " +
          "middleman can strip it; on loopback only, or with acceptTlsStripping.",
      }),
    acceptTlsStripping: z.boolean().default(false).meta({
      description:
        "Allows auto where the target is not loopback: a middleman may then read and change everything.",
    }),
    serverName: z
      .string()
      .regex(HOST_NAME, "must be a host name")
      .optional()
      .meta({ description: "The name to verify, where host is an address." }),
    ca: file.optional(),
    cert: file.optional(),
    key: file.optional(),
  })
  .refine((entry) => (entry.cert === undefined) === (entry.key === undefined), {
    error: "needs cert and key together",
  });

const bridgeLimits = z.strictObject({
  connections: whole(1, 100_000, 256),
  connectionsPerAddress: whole(1, 100_000, 16),
  connectMs: whole(100, 60_000, 5_000),
  handshakeMs: whole(100, 60_000, 5_000),
  idleMs: whole(1_000, 86_400_000, 300_000),
  messageBytes: whole(65_536, 67_108_864, 9_437_184),
});

const bridge = z.strictObject({
  origins: z
    .array(origin)
    .min(1, "must list at least one origin")
    .optional()
    .meta({ description: "Pages that may use it, exactly. Optional on loopback only." }),
  trustedProxies: z
    .array(z.string().refine((text) => net.isIP(text) !== 0, { error: "must be an IP address" }))
    .default([])
    .meta({ description: "Proxies whose X-Forwarded-For is believed." }),
  targets: z
    .record(
      z.string().regex(TARGET_NAME, "must be a name of a-z, 0-9, - and _, at most 32 characters"),
      target,
    )
    .refine((all) => Object.keys(all).length > 0, { error: "must name at least one target" }),
  limits: bridgeLimits.prefault({}),
});

export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    title: words(60).optional().meta({ description: "Shown beside the product's name." }),
    servers: z.array(server).max(200, "must list at most 200 servers").default([]),
    subjects: subjects.default([]).meta({ description: "Offered beside the subject field." }),
    inboxPrefix: inboxPrefix.optional(),
    jetstreamDomain: jetstreamDomain.optional(),
    messages: z
      .array(message)
      .max(MAX_MESSAGES, `must list at most ${MAX_MESSAGES} messages`)
      .default([])
      .meta({ description: "Offered among the saved messages." }),
    locked: z.boolean().default(false).meta({
      description: "Only listed servers can be reached; the browser enforces it.",
    }),
    limits: z.strictObject({ attemptMs: whole(1_000, 120_000, 10_000) }).prefault({}),
    hosts: z
      .array(
        z.string().refine((text) => net.isIP(text) !== 0 || HOST_NAME.test(text), {
          error: "must be a host name or an IP address alone, without a port",
        }),
      )
      .min(1, "must list at least one host name")
      .max(100, "must list at most 100 host names")
      .optional()
      .meta({ description: "Names by which browsers reach this page; others get 421." }),
    bridge: bridge.optional(),
  })
  .meta({ title: "Credence config.json" });

/** @typedef {z.output<typeof configSchema>} Config */

/** The JSON schema for editors. It describes the file as written, so whatever has a default is optional. */
export const jsonSchema = () => z.toJSONSchema(configSchema, { io: "input" });

/** @param {string} text */
function isWebSocketAddress(text) {
  const url = urlOf(text);
  if (url === null || (url.protocol !== "ws:" && url.protocol !== "wss:")) return false;
  if (url.search !== "" || url.hash !== "" || /[\s\\]/.test(text)) return false;
  return HOST_NAME.test(url.hostname) && /^[\w\-./~]*$/.test(url.pathname);
}

/** @param {string} text */
function isOrigin(text) {
  const url = urlOf(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}

/** @param {string} text */
function urlOf(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
