// Reads a creds file as the clients do: with the authenticator of nats.ws, and with a copy of Go's regular
// expressions and fallback. Called only by tests. Takes cubic time, so the input must be short.

import { credsAuthenticator } from "nats.ws";
import { textOf } from "./make-creds";

/** True unless nats.ws reads exactly this JWT and signs (nats.ws lib/nats-base-client/authenticator.js). */
export function isRefusedByNatsWs(file: Uint8Array, jwt: string): boolean {
  try {
    const auth = credsAuthenticator(file)("nonce");
    return !(auth && "jwt" in auth && auth.jwt === jwt && "sig" in auth && auth.sig.length > 0);
  } catch {
    return true;
  }
}

/** The regular expression of that authenticator. */
export const NATS_WS = /\s*(?:(?:-{3,}[^\n]*-{3,}\n)(.+)(?:\n\s*-{3,}[^\n]*-{3,}\n))/g;
/** nats-io/jwt v2 creds_utils.go. In Go, "." matches all but LF, and "\z" the end of the text. */
const GO =
  /[\t\n\f\r ]*(?:(?:-{3,}[^\n]*-{3,}\r?\n)([\w\-.=]+)(?:\r?\n-{3,}[^\n]*-{3,}(?:\r?\n|$)))/g;
/** nats-io/nkeys creds_utils.go, which the Go client uses. */
const GO_NKEYS =
  /[\t\n\f\r ]*(?:(?:-{3,}[^\n]*-{3,}\r?\n)([\w\-.=]+)(?:\r?\n-{3,}[^\n]*-{3,}\r?\n))/g;

/** JWT and seed as ParseDecoratedJWT and ParseDecoratedNKey find them; null when one of them fails. */
export function goBlocks(
  text: string,
  family: "go" | "go-nkeys",
): readonly [jwt: string, seed: string] | null {
  const items = [...text.matchAll(family === "go" ? GO : GO_NKEYS)].map((match) => match[1] ?? "");
  const line = text.split("\n").find((one) => /^S[OAU]/.test(one.trim()));
  // Go's base32 skips a final CR, and a seed must begin with its letters without white space.
  const seed = (items[1] ?? line ?? "").replace(/\r$/, "");
  return /^S[OAU]/.test(seed) ? [items[0] ?? text, seed] : null;
}

/** Both blocks as async-nats finds them, which has the expression of nkeys and no fallback. */
export function rustBlocks(text: string): readonly [jwt: string, seed: string] | null {
  const [jwt, seed] = [...text.matchAll(GO_NKEYS)].map((match) => match[1] ?? "");
  return jwt !== undefined && seed !== undefined ? [jwt, seed] : null;
}

/** As isRefusedByNatsWs, but only with the expression. It is fast, because it does not sign. */
export function isRefusedByNatsWsText(file: Uint8Array, jwt: string, seed: string): boolean {
  const [one, two] = [...textOf(file).matchAll(NATS_WS)].map((match) => match[1]?.trim());
  return one !== jwt || two !== seed;
}

export function isRefusedByGo(
  file: Uint8Array,
  jwt: string,
  seed: string,
  family: "go" | "go-nkeys",
): boolean {
  const found = goBlocks(textOf(file), family);
  return found?.[0] !== jwt || found[1] !== seed;
}
