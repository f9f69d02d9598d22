// The values of config.json that are chosen from a list. The page (config.ts) and the server's check of the
// file (scripts/config/schema.mjs) both import them. Plain JavaScript, since Node runs it without a build.

export const ENVIRONMENTS = /** @type {const} */ (["production", "staging", "test", "development"]);
export const SERVER_COLOURS = /** @type {const} */ ([
  "blue",
  "green",
  "amber",
  "violet",
  "pink",
  "teal",
]);
/** How a payload is written; lib/page/console/input-kinds.ts lists the same. */
export const PAYLOAD_ENCODINGS = /** @type {const} */ ([
  "text",
  "json",
  "hex",
  "base64",
  "msgpack",
  "cbor",
]);
export const MAX_MESSAGES = 200;
