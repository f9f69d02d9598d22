// The keys of the demo: each from its name alone, so that every build makes the same. Anyone can make them again, so
// they are worth nothing anywhere.
import { createHash } from "node:crypto";
import { keyFromSeed } from "../sandbox/identities.mjs";

/** The demo's clock, seconds since 1970: 2026-11-02T09:00:00Z. */
export const DEMO_NOW = 1_793_610_000;

// The first bits of a seed: "S", then the kind (nats-io/nkeys, prefixes).
const SEED = 18 << 3;
const KINDS = { operator: 14 << 3, account: 0, user: 20 << 3 };

/** @returns {import("../sandbox/state.mjs").KeyStore} */
export function demoKeys() {
  return {
    created: DEMO_NOW,
    key: (kind, name) => {
      const raw = createHash("sha256").update(`Credence demo ${kind} ${name}`).digest();
      return keyFromSeed(seedOf(KINDS[kind], raw));
    },
    save: () => {},
  };
}

/**
 * @param {number} kind
 * @param {Buffer} raw 32 bytes
 */
function seedOf(kind, raw) {
  const head = [SEED | (kind >> 5), (kind & 31) << 3];
  const body = Buffer.concat([Buffer.from(head), raw]);
  const sum = crc16(body);
  return base32(Buffer.concat([body, Buffer.from([sum & 0xff, sum >> 8])]));
}

/** CRC-16/XMODEM, as nkeys uses it. @param {Buffer} bytes */
function crc16(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc & 0x8000) === 0 ? crc << 1 : ((crc << 1) ^ 0x1021) & 0xffff;
    }
  }
  return crc & 0xffff;
}

/** @param {Buffer} bytes */
function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((part) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(part.padEnd(5, "0"), 2)])
    .join("");
}
