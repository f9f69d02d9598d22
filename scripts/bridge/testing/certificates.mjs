// Makes a certificate authority for one test, and the certificates that it issues. They exist in memory only
// and are valid for a day.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import forge from "node-forge";

const DAY_MS = 86_400_000;

/**
 * @typedef {object} Issued
 * @property {string} cert PEM
 * @property {string} key PEM
 */

/**
 * @typedef {object} Wanted
 * @property {string} name
 * @property {readonly string[]} [hosts] names that the certificate is valid for
 * @property {readonly string[]} [addresses]
 * @property {boolean} [isExpired]
 */

/** @param {string} name */
export function makeAuthority(name) {
  const own = newKey();
  const subject = [{ name: "commonName", value: name }];
  const ca = certify(own, subject, own, subject, {}, [
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, critical: true },
  ]);
  return {
    /** PEM of the authority's certificate. */
    ca,
    /**
     * @param {Wanted} wanted
     * @returns {Issued}
     */
    issue(wanted) {
      const key = newKey();
      const { hosts = [], addresses = [] } = wanted;
      const altNames = [
        ...hosts.map((value) => ({ type: 2, value })),
        ...addresses.map((ip) => ({ type: 7, ip })),
      ];
      const cert = certify(
        key,
        [{ name: "commonName", value: wanted.name }],
        own,
        subject,
        wanted,
        [
          { name: "basicConstraints", cA: false },
          { name: "extKeyUsage", serverAuth: true, clientAuth: true },
          ...(altNames.length > 0 ? [{ name: "subjectAltName", altNames }] : []),
        ],
      );
      return { cert, key: key.privatePem };
    },
  };
}

/** Node makes the keys, because the library would take seconds for each. */
function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const privatePem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return { privatePem, publicPem };
}

/**
 * @param {{publicPem: string}} key
 * @param {forge.pki.CertificateField[]} subject
 * @param {{privatePem: string}} issuerKey
 * @param {forge.pki.CertificateField[]} issuer
 * @param {{isExpired?: boolean}} options
 * @param {object[]} extensions
 */
function certify(key, subject, issuerKey, issuer, { isExpired = false }, extensions) {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(key.publicPem);
  made.serialNumber = `01${randomBytes(8).toString("hex")}`;
  made.validity.notBefore = new Date(Date.now() - 2 * DAY_MS);
  made.validity.notAfter = new Date(Date.now() + (isExpired ? -DAY_MS : DAY_MS));
  made.setSubject(subject);
  made.setIssuer(issuer);
  made.setExtensions(extensions);
  made.sign(forge.pki.privateKeyFromPem(issuerKey.privatePem), forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}
