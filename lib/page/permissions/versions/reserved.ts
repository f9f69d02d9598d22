// Subjects that the server reserves for itself, whatever the permissions say. Read by decide.ts. Which version
// reserves which: server-model.ts. Names in nats-server server/gateway.go, server/client.go, server/raft.go.

/** Replies through gateways: reserved by every version. */
export const RESERVED_ALWAYS = "_GR_.";
/** Groups of JetStream servers. */
export const RESERVED_GROUPS = "$NRG.";
/** Older replies through gateways. */
export const RESERVED_OLD_REPLIES = "$GR.";
export const RESERVED_QUEUE = "_sys_";

const PREFIXES = [RESERVED_ALWAYS, RESERVED_GROUPS, RESERVED_OLD_REPLIES];

/** The prefix of a subject that some version reserves; null for any other subject. */
export function reservedPrefixOf(subject: string): string | null {
  const first = subject.charCodeAt(0);
  if (first !== UNDERSCORE && first !== DOLLAR) return null;
  return PREFIXES.find((prefix) => isBelow(subject, prefix)) ?? null;
}

const UNDERSCORE = 95;
const DOLLAR = 36;

const isBelow = (subject: string, prefix: string) =>
  subject.length > prefix.length && subject.startsWith(prefix);
