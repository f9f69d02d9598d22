// Checks that the files of a bridge target hold what TLS needs. load-config.mjs calls it at start, so that a
// bad file is reported before the first connection fails.
import { createPrivateKey, X509Certificate } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * @param {{ca?: string | undefined, cert?: string | undefined, key?: string | undefined}} files names
 * @param {string} folder that they are relative to
 * @returns {[field: string, problem: string][]}
 */
export function pemProblems({ ca, cert, key }, folder) {
  /** @type {[string, string][]} */
  const problems = [];
  /**
   * @template T
   * @param {string} field
   * @param {string | undefined} name
   * @param {(text: string) => T} read
   * @param {string} what
   */
  const look = (field, name, read, what) => {
    if (name === undefined) return undefined;
    const file = path.resolve(folder, name);
    let text;
    try {
      text = fs.readFileSync(file, "utf8");
    } catch {
      problems.push([field, `${file} cannot be read`]);
      return undefined;
    }
    try {
      return read(text);
    } catch {
      problems.push([field, `${file} is not a PEM file with ${what}`]);
      return undefined;
    }
  };
  const certificate = (/** @type {string} */ text) => new X509Certificate(text);
  look("ca", ca, certificate, "a certificate");
  const own = look("cert", cert, certificate, "a certificate");
  const ownKey = look("key", key, createPrivateKey, "an unencrypted private key");
  if (own && ownKey && !own.checkPrivateKey(ownKey)) {
    problems.push(["key", "does not belong to cert"]);
  }
  return problems;
}
