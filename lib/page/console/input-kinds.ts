// How a typed payload is read: payload-input.ts does it.

/** "json" is text that is meant to be JSON; it is sent as typed. "msgpack" and "cbor" are made from JSON. */
export const PAYLOAD_INPUT_KINDS = ["text", "json", "hex", "base64", "msgpack", "cbor"] as const;

export type PayloadInputKind = (typeof PAYLOAD_INPUT_KINDS)[number];

/** "text" for what is no such kind. */
export const readInputKind = (value: unknown): PayloadInputKind =>
  PAYLOAD_INPUT_KINDS.find((kind) => kind === value) ?? "text";
