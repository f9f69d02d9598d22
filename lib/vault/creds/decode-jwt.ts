// Decodes a JWT into facts about its claims and verifies its signature. Called by read-creds.ts. Everything
// that can be read is shown, and what is wrong becomes a problem. The structure and the signed bytes are
// those of nats-io/jwt v2 decoder.go, header.go, claims.go. The claims, not the header, give the version.

import { toBytes } from "@/lib/shared/base/bytes";
import { isJsonObject, type JsonObject } from "@/lib/shared/base/json";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { JwtFacts, JwtKind } from "@/lib/shared/facts/creds";
import { runAtOnce, type Steps } from "@/lib/vault/base/turns";
import { Fields, type Problems } from "./claims/claim-fields";
import { maskClaims } from "./claims/mask-claims";
import { findOddTimes } from "./claims/time-units";
import { findUnknownClaims } from "./claims/unknown-claims";
import { decodeBase64url } from "./encoding/base64url";
import { readJsonSteps } from "./encoding/json-reader";
import { contextSubtle, decodePublicKey, type KeyKind, verifySignature } from "./nkeys";
import { readUserClaims } from "./user-claims";

/** nats-io/jwt v2 decoder.go MaxTokenSize. */
const MAX_JWT_CHARS = 1024 * 1024;
const ALGORITHMS = ["ed25519", "ed25519-nkey"];

/** The kinds of key that may issue each kind of JWT (nats-io/jwt v2, ExpectedPrefixes of each claim). */
const ISSUERS: Readonly<Record<JwtKind, readonly KeyKind[] | null>> = {
  user: ["account"],
  account: ["account", "operator"],
  operator: ["operator"],
  activation: ["account", "operator"],
  other: null,
};

/**
 * Checks everything except the signature, so `signature` is "unchecked" in the result. It fails only when
 * there is no payload to show; the fault's `at` is "parts", "payload" or "size".
 */
export const decodeJwt = (text: string): Result<JwtFacts, "jwt/malformed"> =>
  runAtOnce(decodeJwtSteps(text));

/** As decodeJwt, in steps. */
export function* decodeJwtSteps(text: string): Steps<Result<JwtFacts, "jwt/malformed">> {
  const lengthChars = text.length;
  if (lengthChars > MAX_JWT_CHARS) return fail("jwt/malformed", { at: "size", chars: lengthChars });
  const parts = text.split(".");
  const problems: Problems = [];
  const written = yield* readPart(parts[1]);
  if (!written) {
    return fail("jwt/malformed", {
      at: parts.length === 3 ? "payload" : "parts",
      parts: parts.length,
    });
  }
  // The facts never hold a seed, not even one that is in a claim. The signature covers the text as it is.
  const claims = yield* maskClaims(written);
  const writtenHeader = yield* readPart(parts[0]);
  const header = writtenHeader && (yield* maskClaims(writtenHeader));
  const noteMalformed = (path: string) => {
    problems.push({ code: "jwt/malformed", path, params: { parts: parts.length } });
  };
  if (parts.length !== 3) noteMalformed("parts");
  else if (!header) noteMalformed("header");
  else if (decodeBase64url(parts[2] ?? "")?.length !== 64) noteMalformed("signature");

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
  const issuedAtSec = readTime(top, "iat");
  const expiresAtSec = readTime(top, "exp");
  const notBeforeSec = readTime(top, "nbf");
  const user = kind === "user" ? yield* readUserClaims(top, nats, version) : null;
  problems.push(...findOddTimes(top, kind), ...findUnknownClaims(claims, kind, version));
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
    issuedAtSec,
    expiresAtSec,
    notBeforeSec,
    signature: "unchecked",
    user,
    claims,
    header: header ?? new Map(),
    problems,
    lengthChars,
    ...(claims === written ? {} : { holdsSeed: true as const }),
  });
}

/** The same facts, with the signature verified by the key in the JWT's `iss`. */
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
  // Libraries that read the version from the header sign the other bytes. A server never accepts these.
  const isMixed = ALGORITHMS.includes(algorithm.toLowerCase()) && isOldHeader !== isOld;
  if (!isMixed) return { ...facts, signature: "invalid" };
  const params = { algorithm, version };
  const mixed = { code: "jwt/algorithm", path: "header.alg", params } as const;
  return { ...facts, signature: "invalid", problems: [...facts.problems, mixed] };
}

function* readPart(part: string | undefined): Steps<JsonObject | null> {
  const bytes = decodeBase64url(part ?? "");
  if (!bytes) return null;
  const json = yield* readJsonSteps(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  return json.ok && isJsonObject(json.value) ? json.value : null;
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
 * Zero means that there is no time, as does an absent or a negative value. A server treats a negative `exp` as
 * expired, though (2.9.10 and 2.15.1 accept the connection and end it at once: verdict-table.test.ts). A
 * time that is too large becomes a problem, because its sum overflows in servers (2.9.10 to 2.15.1 end a
 * connection with the largest `exp` at once, as expired).
 */
function readTime(top: Fields, name: "iat" | "exp" | "nbf"): number | null {
  const value = top.integer(name) ?? 0;
  if (value < 0 && name === "exp") top.note("jwt/expired", name, { value });
  if (value <= 0) return null;
  if (Number.isSafeInteger(value)) return value;
  if (name === "nbf") top.note("jwt/not-yet-valid", name);
  else top.note("jwt/claims", name, { reason: "too-large" });
  return null;
}
