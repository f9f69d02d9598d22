// What any check on the command line has to do, and nothing else: Node starts; each JWT is verified; each seed is imported
// and compared with its JWT; each creds connects over TCP, asks who it is, and disconnects. No file is searched for creds,
// nothing is decoded, judged or told. items/check-command.mjs starts it and writes the creds to its stdin.
import net from "node:net";
import { text as readText } from "node:stream/consumers";

/** @typedef {{jwt: string, seed: string, subject: string, issuer: string}} Raw the keys are raw, in base64 */

const ED25519 = { name: "Ed25519" };
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const { subtle } = globalThis.crypto ?? (await import("node:crypto")).webcrypto;
const ASK = "SUB _INBOX.floor 1\r\nPUB $SYS.REQ.USER.INFO _INBOX.floor 0\r\n\r\n";

/** @type {{port: number, jobs: number, users: Raw[]}} */
const { port, jobs, users } = JSON.parse(await readText(process.stdin));
/** @type {Map<string, Promise<import("node:crypto").webcrypto.CryptoKey>>} */
const issuers = new Map();
const checked = await Promise.all(users.map(check));
const left = checked.values();
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (const one of left) await connect(one);
  }),
);

/** @param {string} raw */
function importPublic(raw) {
  return subtle.importKey("raw", Buffer.from(raw, "base64"), ED25519, false, ["verify"]);
}

/** @param {Raw} user */
async function check({ jwt, seed, subject, issuer }) {
  const parts = jwt.split(".");
  const issuerKey = issuers.get(issuer) ?? importPublic(issuer);
  issuers.set(issuer, issuerKey);
  const signature = Buffer.from(parts[2] ?? "", "base64url");
  const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
  const der = Buffer.concat([PKCS8, Buffer.from(seed, "base64")]);
  const key = await subtle.importKey("pkcs8", der, ED25519, false, ["sign"]);
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  const answer = await subtle.sign(ED25519, key, challenge);
  const isSound =
    (await subtle.verify(ED25519, await issuerKey, signature, signed)) &&
    (await subtle.verify(ED25519, await importPublic(subject), answer, challenge));
  if (!isSound) throw new Error("creds that are not sound");
  return { jwt, key };
}

/**
 * @param {{jwt: string, key: import("node:crypto").webcrypto.CryptoKey}} creds
 * @returns {Promise<void>}
 */
function connect({ jwt, key }) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: "127.0.0.1", port });
    let text = "";
    let step = 0;
    socket.on("error", reject);
    socket.on("data", async (bytes) => {
      text += bytes;
      if (/-ERR/u.test(text)) reject(new Error(text));
      const info = /^INFO (\{.*\})\s*\r\n/u.exec(text)?.[1];
      if (step === 0 && info !== undefined) {
        step = 1;
        const sig = await subtle.sign(ED25519, key, Buffer.from(JSON.parse(info).nonce));
        const options = { jwt, sig: Buffer.from(sig).toString("base64url"), verbose: false };
        socket.write(`CONNECT ${JSON.stringify({ ...options, protocol: 1 })}\r\nPING\r\n`);
      } else if (step === 1 && /PONG\r\n/u.test(text)) {
        step = 2;
        socket.write(ASK);
      } else if (step === 2 && /MSG _INBOX\.floor .*\r\n.*\r\n/u.test(text)) {
        socket.end();
        resolve();
      }
    });
  });
}
