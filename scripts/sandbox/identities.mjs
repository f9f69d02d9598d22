// Makes NATS identities: operator, account and user, their JWTs and creds files. Used by the
// sandbox and by the tests; every identity made here lives on the machine that made it. Limits
// are always written out, because the server reads an absent limit as zero (nats-io/jwt v2
// account_claims.go), and templates are passed as plain objects, because the library's helper
// adds an empty `resp`, which the server reads as "may only reply".
import { createPrivateKey, sign } from "node:crypto";
import { encodeAccount, encodeOperator, encodeUser } from "@nats-io/jwt";
import { createAccount, createOperator, createUser, fromSeed } from "@nats-io/nkeys";

/** @typedef {import("@nats-io/nkeys").KeyPair} KeyPair */
/** @typedef {Record<string, unknown>} Claims the fields under `nats` in a JWT */

/**
 * @typedef {object} Key
 * @property {KeyPair} pair
 * @property {string} publicKey
 * @property {string} seed
 */

/** @typedef {Key & {name: string, jwt: string}} Operator */
/** @typedef {Key & {name: string, jwt: string}} Account */
/** @typedef {Key & {name: string, jwt: string, creds: string}} User */

/** @type {Record<"operator" | "account" | "user", () => KeyPair>} */
const makers = { operator: createOperator, account: createAccount, user: createUser };

/** These limit nothing. JetStream is off: see `jetStreamLimits`. */
export const openLimits = {
  subs: -1,
  data: -1,
  payload: -1,
  imports: -1,
  exports: -1,
  wildcards: true,
  conn: -1,
  leaf: -1,
};

/** JetStream without limits. Not for the system account, which must have no JetStream. */
export const jetStreamLimits = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };

/**
 * @param {"operator" | "account" | "user"} kind
 * @returns {Key}
 */
export function makeKey(kind) {
  return keyOf(makers[kind]());
}

/**
 * @param {string} seed
 * @returns {Key}
 */
export function keyFromSeed(seed) {
  return keyOf(fromSeed(new TextEncoder().encode(seed)));
}

/**
 * nkeys derives the pair at every call and signs in JavaScript, which takes some 20 ms. A start signs dozens
 * of times, so this keeps the derived values and signs with Node's Ed25519.
 * @param {KeyPair} pair
 * @returns {Key}
 */
function keyOf(pair) {
  const publicKey = pair.getPublicKey();
  const seed = new TextDecoder().decode(pair.getSeed());
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, rawSeed(seed)]),
    format: "der",
    type: "pkcs8",
  });
  return {
    publicKey,
    seed,
    pair: Object.assign(pair, {
      getPublicKey: () => publicKey,
      // The library only checks that there is one (@nats-io/jwt keys.js checkKey).
      getPrivateKey: () => pair.getSeed(),
      sign: (/** @type {Uint8Array} */ data) => new Uint8Array(sign(null, data, privateKey)),
    }),
  };
}

// The bytes before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410).
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Gives the 32 bytes of the key in a seed. A seed is base32 of two prefix bytes, the key, and a checksum,
 * which nkeys has already verified.
 * @param {string} seed
 */
export function rawSeed(seed) {
  return bytesOfBase32(seed).subarray(2, 34);
}

/** @param {string} publicKey @returns {Buffer} the 32 bytes of it */
export function rawPublicKey(publicKey) {
  return bytesOfBase32(publicKey).subarray(1, 33);
}

/** @param {string} text */
function bytesOfBase32(text) {
  let bits = "";
  for (const letter of text) {
    bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0");
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/**
 * @param {{name: string, key?: Key, systemAccount?: string, claims?: Claims}} options
 *   systemAccount: public key of the system account
 * @returns {Promise<Operator>}
 */
export async function makeOperator({ name, key = makeKey("operator"), systemAccount, claims }) {
  const jwt = await encodeOperator(name, key.pair, {
    ...(systemAccount ? { system_account: systemAccount } : {}),
    ...claims,
  });
  return { ...key, name, jwt };
}

/**
 * @param {object} options
 * @param {string} options.name
 * @param {Key} options.operator the operator that signs it
 * @param {Key} [options.key]
 * @param {Record<string, unknown>} [options.limits] these replace open limits
 * @param {Claims} [options.claims] signing_keys, revocations, default_permissions …
 * @returns {Promise<Account>}
 */
export async function makeAccount({ name, operator, key = makeKey("account"), limits, claims }) {
  const jwt = await encodeAccount(
    name,
    key.pair,
    { ...claims, limits: { ...openLimits, ...limits } },
    { signer: operator.pair },
  );
  return { ...key, name, jwt };
}

/**
 * @param {object} options
 * @param {string} options.name
 * @param {Key} options.account the account the user belongs to
 * @param {Key} [options.key]
 * @param {Key} [options.signer] a signing key of the account; the account itself when absent
 * @param {boolean} [options.scoped] the signing key is scoped: the user carries no rights
 * @param {Claims} [options.claims] pub, sub, resp, subs, src, times, tags …
 * @param {number} [options.exp] seconds since 1970
 * @param {number} [options.nbf] seconds since 1970
 * @returns {Promise<User>}
 */
export async function makeUser(options) {
  const { name, account, key = makeKey("user"), signer, scoped, claims = {}, exp, nbf } = options;
  const jwt = await encodeUser(name, key.pair, account.pair, claims, {
    ...(signer ? { signer: signer.pair } : {}),
    ...(scoped ? { scopedUser: true } : {}),
    ...(exp === undefined ? {} : { exp }),
    ...(nbf === undefined ? {} : { nbf }),
  });
  return { ...key, name, jwt, creds: credsText(jwt, key.seed) };
}

/**
 * Makes a version 1 user: type at the top level, the v1 algorithm, and a signature over the payload chunk
 * only (nats-io/jwt v2 decoder.go). Servers still accept it when they know the account.
 * @param {{name: string, account: Key, key?: Key, claims?: Claims}} options
 * @returns {User}
 */
export function makeVersion1User({ name, account, key = makeKey("user"), claims = {} }) {
  const payload = {
    iat: Math.floor(Date.now() / 1000),
    iss: account.publicKey,
    name,
    sub: key.publicKey,
    type: "user",
    nats: { pub: {}, sub: {}, ...claims },
  };
  const jwt = signToken({ typ: "jwt", alg: "ed25519" }, payload, account);
  return { ...key, name, jwt, creds: credsText(jwt, key.seed) };
}

/**
 * Changes the claims of a JWT and signs it again, with the algorithm that its header names. It is for fields
 * that the encoder sets by itself, such as issue time and version.
 * @param {string} jwt
 * @param {Key} signer
 * @param {(claims: Record<string, any>) => void} edit changes the whole payload in place
 * @returns {string}
 */
export function signAgain(jwt, signer, edit) {
  const claims = claimsOf(jwt);
  edit(claims);
  return signToken(parseChunk(jwt, 0), claims, signer);
}

/**
 * @param {string} jwt
 * @returns {Record<string, any>} the payload, unverified
 */
export function claimsOf(jwt) {
  return parseChunk(jwt, 1);
}

/**
 * @param {Record<string, unknown>} header
 * @param {Record<string, unknown>} payload
 * @param {Key} signer
 * @returns {string}
 */
export function signToken(header, payload, signer) {
  const head = chunk(header);
  const body = chunk(payload);
  const signed = header["alg"] === "ed25519" ? body : `${head}.${body}`;
  const signature = signer.pair.sign(new TextEncoder().encode(signed));
  return `${head}.${body}.${Buffer.from(signature).toString("base64url")}`;
}

/** @param {unknown} value */
const chunk = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * @param {string} jwt
 * @param {0 | 1} index
 */
function parseChunk(jwt, index) {
  return JSON.parse(Buffer.from(jwt.split(".")[index] ?? "", "base64url").toString("utf8"));
}

/**
 * Makes the text of a creds file as the NATS tools write it (nats-io/jwt v2 creds_utils.go).
 * @param {string} jwt
 * @param {string} seed
 * @param {string} [eol] line end
 * @returns {string}
 */
export function credsText(jwt, seed, eol = "\n") {
  return [
    "-----BEGIN NATS USER JWT-----",
    jwt,
    "------END NATS USER JWT------",
    "",
    "************************* IMPORTANT *************************",
    "NKEY Seed printed below can be used to sign and prove identity.",
    "NKEYs are sensitive and should be treated as secrets.",
    "",
    "-----BEGIN USER NKEY SEED-----",
    seed,
    "------END USER NKEY SEED------",
    "",
    "*************************************************************",
    "",
  ].join(eol);
}

/**
 * Makes the configuration of a server in operator mode that knows only the given accounts.
 * @param {{operator: Operator, systemAccount: Account, accounts: readonly Account[]}} trust
 * @returns {string} lines for a nats-server configuration
 */
export function operatorConfig({ operator, systemAccount, accounts }) {
  const preload = [systemAccount, ...accounts].map(
    ({ publicKey, jwt }) => `  ${publicKey}: ${jwt}`,
  );
  return [
    `operator: ${operator.jwt}`,
    `system_account: ${systemAccount.publicKey}`,
    "resolver: MEMORY",
    "resolver_preload {",
    ...preload,
    "}",
    "",
  ].join("\n");
}
