// Makes the creds of thousands of users of one account, with node:crypto, because nkeys in JavaScript would take
// minutes. Used by items/bulk.mjs and items/overview.mjs.
import crypto from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const PREFIX = { user: 20 << 3, account: 0 };
const SEED_PREFIX = 18 << 3;
/** PKCS #8 of an Ed25519 key, up to its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * @typedef {object} Fleet
 * @property {string[]} creds the text of each creds file
 * @property {number[]} accountKey the raw public key that signed them
 */

/**
 * @param {number} count
 * @param {(n: number) => {nats?: object, [claim: string]: unknown}} [claimsOf] what differs from plain creds
 * @returns {Fleet}
 */
export function makeFleet(count, claimsOf = () => ({})) {
  const account = makeKey("account");
  const iat = Math.floor(Date.now() / 1000);
  const creds = Array.from({ length: count }, (_, n) => {
    const user = makeKey("user");
    const { nats: own, ...others } = claimsOf(n);
    const plain = { pub: {}, sub: {}, subs: -1, data: -1, payload: -1, type: "user", version: 2 };
    const nats = { ...plain, ...own };
    const claims = {
      jti: crypto.randomBytes(20).toString("hex"),
      iat,
      iss: account.publicKey,
      name: `device-${n}`,
      sub: user.publicKey,
      ...others,
      nats,
    };
    const signed = `${chunk({ typ: "JWT", alg: "ed25519-nkey" })}.${chunk(claims)}`;
    const signature = crypto.sign(null, Buffer.from(signed), account.privateKey);
    return credsText(`${signed}.${signature.toString("base64url")}`, user.seed);
  });
  return { creds, accountKey: [...account.raw] };
}

/** @param {object} value */
const chunk = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** @param {string} jwt @param {string} seed */
const credsText = (jwt, seed) => `-----BEGIN NATS USER JWT-----
${jwt}
------END NATS USER JWT------

************************* IMPORTANT *************************
NKEY Seed printed below can be used to sign and prove identity.
NKEYs are sensitive and should be treated as secrets.

-----BEGIN USER NKEY SEED-----
${seed}
------END USER NKEY SEED------

*************************************************************
`;

/** @param {"user" | "account"} kind */
function makeKey(kind) {
  const secret = crypto.randomBytes(32);
  const der = Buffer.concat([PKCS8_HEAD, secret]);
  const privateKey = crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = crypto.createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const raw = spki.subarray(-32);
  const prefix = PREFIX[kind];
  return {
    privateKey,
    raw,
    publicKey: encode([prefix], raw),
    seed: encode([SEED_PREFIX | (prefix >> 5), (prefix & 31) << 3], secret),
  };
}

/** @param {readonly number[]} prefix @param {Buffer} body */
function encode(prefix, body) {
  const content = Buffer.concat([Buffer.from(prefix), body]);
  const check = Buffer.alloc(2);
  check.writeUInt16LE(crc16(content));
  return base32(Buffer.concat([content, check]));
}

/** CRC-16/XMODEM. @param {Buffer} bytes */
function crc16(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    crc &= 0xffff;
  }
  return crc;
}

/** Without padding. @param {Buffer} bytes */
function base32(bytes) {
  let [text, buffer, bits] = ["", 0, 0];
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
      buffer &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + ALPHABET[(buffer << (5 - bits)) & 31] : text;
}
