// Subjects that the server reserves for itself, whatever the permissions say. Read by decide.ts. Observed with nats-server
// 2.9.10, 2.10.27 and 2.15.1 (agreement.test.ts); names in server/gateway.go, server/client.go,
// server/raft.go.

/** Replies through gateways. */
const RESERVED = ["_GR_."];
/** Older replies through gateways, and groups of JetStream servers. */
const RESERVED_NEW = ["$GR.", "$NRG."];
export const RESERVED_QUEUE = "_sys_";

/** Where no user may publish: on all servers, on new servers only, or nowhere. */
export function reservedFor(subject: string): "all" | "new" | "none" {
  const first = subject.charCodeAt(0);
  if (first !== UNDERSCORE && first !== DOLLAR) return "none";
  if (RESERVED.some((prefix) => isBelow(subject, prefix))) return "all";
  return RESERVED_NEW.some((prefix) => isBelow(subject, prefix)) ? "new" : "none";
}

const UNDERSCORE = 95;
const DOLLAR = 36;

const isBelow = (subject: string, prefix: string) =>
  subject.length > prefix.length && subject.startsWith(prefix);
