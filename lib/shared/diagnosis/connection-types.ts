// Which connection types servers know, and what was meant by others (nats-io/jwt v2 user_claims.go,
// nats-server server/auth.go convertAllowedConnectionTypes). Called by findings.ts and unread-claims.ts. Pure.

const TYPES = ["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"];
const plain = (type: string): string => type.toUpperCase().replace(/[-_ ]/g, "");
/** Other words for a type. */
const ALIASES: Readonly<Record<string, string>> = {
  WS: "WEBSOCKET",
  WSS: "WEBSOCKET",
  WEBSOCKETS: "WEBSOCKET",
  TCP: "STANDARD",
  NATS: "STANDARD",
  CLIENT: "STANDARD",
  LEAF: "LEAFNODE",
};

/** The type that was probably meant, or null. */
const typeLike = (type: string): string | null =>
  TYPES.find((one) => plain(one) === plain(type)) ?? ALIASES[plain(type)] ?? null;

/** What is odd about the types; {} when servers know them all. */
export function unknownTypes(types: readonly string[]): Readonly<Record<string, string>> {
  const unknown = types.filter((type) => !TYPES.includes(type.toUpperCase()));
  if (unknown.length === 0) return {};
  const right = [...new Set(unknown.flatMap((type) => typeLike(type) ?? []))].join(", ");
  return { unknown: unknown.join(", "), ...(right === "" ? {} : { right }) };
}
