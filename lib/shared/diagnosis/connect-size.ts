// Computes the length of the CONNECT line with a JWT. nats-server accepts 4,096 bytes of JSON after "CONNECT "
// by default (max_control_line) and closes at one byte more: observed with 2.9.10, 2.10.27 and 2.15.1. The
// fields are those that nats.ws 1.30.3 writes (nats-base-client/protocol.js, Connect).

import type { CredsFacts } from "@/lib/shared/facts/creds";

export const MAX_CONNECT_BYTES = 4096;

/** Every character of these fields is one byte and needs no escape in JSON. */
export function connectBytes({ jwt, seed }: Pick<CredsFacts, "jwt" | "seed">): number {
  const hasSeed = seed.publicKey !== null;
  const json = JSON.stringify({
    protocol: 1,
    version: "1.30.3",
    lang: "nats.ws",
    verbose: false,
    pedantic: false,
    name: "Credence",
    headers: true,
    no_responders: true,
    ...(hasSeed ? { nkey: "U".repeat(56) } : {}),
    jwt: "",
    sig: hasSeed ? "=".repeat(88) : "",
  });
  return json.length + (jwt?.lengthChars ?? 0);
}
