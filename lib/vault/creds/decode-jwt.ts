// One encoded JWT → its claims as facts, and whether its signature is good. Called by read-creds.ts.
// Whatever can be read is shown; what is wrong becomes a problem. Form and signed bytes as in
// nats-io/jwt v2 decoder.go, header.go, claims.go: the claims, not the header, say which version it is.

import { toBytes } from "@/lib/shared/base/bytes";
import type { JsonObject } from "@/lib/shared/base/json";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { JwtFacts, JwtKind } from "@/lib/shared/facts/creds";
import { decodeBase64url } from "./base64url";
import { Fields, isObject, type Problems } from "./claim-fields";
import { readJson } from "./json-reader";
import { contextSubtle, decodePublicKey, type KeyKind, verifySignature } from "./nkeys";
import { readUserClaims } from "./user-claims";

/** nats-io/jwt v2 decoder.go MaxTokenSize. */
const MAX_JWT_CHARS = 1024 * 1024;
const ALGORITHMS = ["ed25519", "ed25519-nkey"];

/** Who may issue what (nats-io/jwt v2, ExpectedPrefixes of each claim). */
const ISSUERS: Readonly<Record<JwtKind, readonly KeyKind[] | null>> = {
  user: ["account"],
  account: ["account", "operator"],
  operator: ["operator"],
  activation: ["account", "operator"],
  other: null,
};

/**
 * Checks all but the signature: `signature` is "unchecked" in the result. A fault only when there is
 * no payload to show; its `at` is "parts", "payload" or "size".
 */
export function decodeJwt(text: string): Result<JwtFacts, "jwt/malformed"> {
  const lengthChars = text.length;
  if (lengthChars > MAX_JWT_CHARS) return fail("jwt/malformed", { at: "size", chars: lengthChars });
  const parts = text.split(".");
  const problems: Problems = [];
  const claims = readPart(parts[1]);
  if (!claims) {
    return fail("jwt/malformed", {
      at: parts.length === 3 ? "payload" : "parts",
      parts: parts.length,
    });
  }
  const header = readPart(parts[0]);
  const malformed = (at: string) => {
    problems.push({ code: "jwt/malformed", at, params: { parts: parts.length } });
  };
  if (parts.length !== 3) malformed("parts");
  else if (!header) malformed("header");
  else if (decodeBase64url(parts[2] ?? "")?.length !== 64) malformed("signature");

  const head = new Fields(header ?? new Map(), "header.", problems);
  const top = new Fields(claims, "", problems);
  const nats = top.object("nats") ?? new Fields(new Map(), "nats.", problems);
  const algorithm = head.string("alg") ?? "";
  const type = head.string("typ") ?? "";
  if (header && !ALGORITHMS.includes(algorithm.toLowerCase())) {
    head.note("jwt/algorithm", "alg", { algorithm });
  }
  if (header && type.toLowerCase() !== "jwt") head.note("jwt/algorithm", "typ", { type });

  const oldKind = top.string("type");
  const kind = kindOf(oldKind || nats.string("type") || "");
  const version = oldKind ? 1 : (nats.integer("version") ?? 0);
  const isKnown = version === 1 || version === 2;
  if (!isKnown) nats.note("jwt/claims", "version", { reason: "version", version });
  const issuer = top.string("iss");
  const subject = top.string("sub");
  const issuerKind = decodePublicKey(issuer ?? "")?.kind ?? "none";
  if (ISSUERS[kind]?.every((allowed) => allowed !== issuerKind)) {
    top.note("jwt/issuer-kind", "iss", { kind: issuerKind });
  }
  const subjectKind = decodePublicKey(subject ?? "")?.kind ?? "none";
  if (kind === "user" && subjectKind !== "user") {
    top.note("jwt/subject-kind", "sub", { kind: subjectKind });
  }
  return ok({
    kind,
    version: isKnown ? version : 0,
    algorithm,
    type,
    name: top.string("name"),
    subject,
    issuer,
    jti: top.string("jti"),
    audience: top.string("aud"),
    issuedAtSec: time(top, "iat"),
    expiresAtSec: time(top, "exp"),
    notBeforeSec: time(top, "nbf"),
    signature: "unchecked",
    user: kind === "user" ? readUserClaims(top, nats, version) : null,
    claims,
    header: header ?? new Map(),
    problems,
    lengthChars,
  });
}

/** The same facts with the signature checked against the JWT's own `iss`. */
export async function verifyJwt(
  facts: JwtFacts,
  text: string,
  subtle = contextSubtle(),
): Promise<JwtFacts> {
  const [header = "", payload = "", encoded = "", ...more] = text.split(".");
  const signature = decodeBase64url(encoded);
  const { issuer, version, algorithm } = facts;
  const issuerKind = decodePublicKey(issuer ?? "")?.kind ?? "curve";
  if (!issuer || issuerKind === "curve" || signature?.length !== 64 || more.length > 0)
    return facts;
  const verify = (signed: string) => verifySignature(issuer, toBytes(signed), signature, subtle);
  const isOldHeader = algorithm.toLowerCase() === "ed25519";
  const isOld = facts.kind === "other" ? isOldHeader : version === 1;
  if (await verify(isOld ? payload : `${header}.${payload}`))
    return { ...facts, signature: "valid" };
  // Libraries that go by the header sign the other bytes: a server never accepts those.
  const isMixed = ALGORITHMS.includes(algorithm.toLowerCase()) && isOldHeader !== isOld;
  if (!isMixed) return { ...facts, signature: "invalid" };
  const params = { algorithm, version };
  const mixed = { code: "jwt/algorithm", at: "header.alg", params } as const;
  return { ...facts, signature: "invalid", problems: [...facts.problems, mixed] };
}

function readPart(part: string | undefined): JsonObject | null {
  const bytes = decodeBase64url(part ?? "");
  if (!bytes) return null;
  const json = readJson(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  return json.ok && isObject(json.value) ? json.value : null;
}

function kindOf(type: string): JwtKind {
  switch (type) {
    case "user":
    case "account":
    case "operator":
    case "activation":
      return type;
    default:
      return "other";
  }
}

/**
 * Zero, as absent, means none; so does what is below, but that a server takes an `exp` below zero for one
 * that is over (2.9.10 and 2.15.1 let it in and end it at once: verdict-table.test.ts). A time beyond all clocks is noted: its sum
 * overflows in servers (2.9.10 to 2.15.1 end a connection with the largest `exp` as expired, at once).
 */
function time(top: Fields, name: "iat" | "exp" | "nbf"): number | null {
  const value = top.integer(name) ?? 0;
  if (value < 0 && name === "exp") top.note("jwt/expired", name, { value });
  if (value <= 0) return null;
  if (Number.isSafeInteger(value)) return value;
  if (name === "nbf") top.note("jwt/not-yet-valid", name);
  else top.note("jwt/claims", name, { reason: "too-large" });
  return null;
}
