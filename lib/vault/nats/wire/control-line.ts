// Reduces a control line to what may be kept and shown: the line in the list of frames, and the facts of an
// INFO. Called by recording-socket.ts.
// Invariant: no part of a JWT, signature, nonce or login leaves this file in a line or in the facts, and every string
// from the server is bounded.

import type { InfoFacts } from "@/lib/shared/facts/attempt";

const MAX_LINE_CHARS = 4096;
const MAX_NONCE_CHARS = 64;
const MAX_STRING_CHARS = 256;
const SIGNED_NONCE = /^[\w-]{11,32}$/;

/** The line to show. Secrets are replaced by their lengths, control and bidi characters by "·". */
export function recordLine(line: string): string {
  return (
    line
      .trimEnd()
      .replace(
        /"(jwt|sig|nonce)":"((?:[^"\\]|\\.)*)"/g,
        (_, name: string, value: string) => `"${name}":"[${value.length} characters]"`,
      )
      // Our own frames are recorded without a login. Its length would say something about it.
      .replace(
        /"(auth_token|user|pass)":"(?:[^"\\]|\\.)*"/g,
        (_, name: string) => `"${name}":"[hidden]"`,
      )
      .slice(0, MAX_LINE_CHARS)
      .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, "·")
  );
}

export interface ReadInfo {
  readonly facts: InfoFacts;
  readonly nonce: string | null;
}

/**
 * Whether the INFO asks for a signature over something else than a nonce as NATS servers send it. nats-server
 * sends 15 characters, 11 random bytes in base64url without padding (server/nkey.go, generateNonce; 300 INFOs each
 * of 2.9.10, 2.9.25, 2.10.27, 2.11.0, 2.11.16, 2.12.0, 2.12.7, 2.14.0 and 2.15.1 had no other). The pattern leaves other NATS servers some room, and none for a text that means something.
 */
export function hasOddNonce(line: string): boolean {
  const nonce = fieldsOfInfo(line)?.["nonce"];
  return nonce !== undefined && !(typeof nonce === "string" && SIGNED_NONCE.test(nonce));
}

function fieldsOfInfo(line: string): Record<string, unknown> | null {
  const json = /^INFO[ \t]+(\{.*\})[ \t\r]*$/i.exec(line)?.[1];
  if (json === undefined) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Null when a NATS server would not send this INFO. */
export function readInfo(line: string): ReadInfo | null {
  const fields = fieldsOfInfo(line);
  if (fields === null) return null;
  const nonce = fields["nonce"];
  if (nonce !== undefined && !(typeof nonce === "string" && isNonce(nonce))) return null;

  const text = (name: string): string | null => {
    const value = fields[name];
    return typeof value === "string" && value !== "" ? value.slice(0, MAX_STRING_CHARS) : null;
  };
  const integer = (name: string): number | null => {
    const value = fields[name];
    return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
  };
  const flag = (name: string): boolean => fields[name] === true;
  return {
    nonce: nonce ?? null,
    facts: {
      serverId: text("server_id") ?? "",
      serverName: text("server_name") ?? "",
      version: text("version") ?? "",
      isNatsServer: text("go") !== null || /^N[A-Z2-7]{55}$/u.test(text("server_id") ?? ""),
      cluster: text("cluster"),
      domain: text("domain"),
      authRequired: flag("auth_required"),
      hasNonce: nonce !== undefined,
      tlsRequired: flag("tls_required"),
      maxPayloadBytes: integer("max_payload") ?? 0,
      jetstream: flag("jetstream"),
      headers: flag("headers"),
      clientId: integer("client_id"),
      clientIp: text("client_ip"),
      lameDuck: flag("ldm"),
      bridgeTls: "bridge_tls" in fields ? flag("bridge_tls") : null,
      remoteAccount: text("remote_account"),
      inSystemAccount: text("remote_account") === null ? null : flag("acc_is_sys"),
    },
  };
}

/** Anything else is no nonce of any server. Which nonces are signed is stricter: `hasOddNonce`. */
function isNonce(text: string): boolean {
  return text.length <= MAX_NONCE_CHARS && /^[!-~]+$/.test(text);
}
