// What the clients themselves make of a creds file: nats.ws's own authenticator, and Go's regular
// expressions and fallback, written down again. Called by tests alone; cubic in time, so short input.

import { credsAuthenticator } from "nats.ws";
import { textOf } from "./make-creds";

/** True unless nats.ws gives just this JWT and signs (nats.ws lib/nats-base-client/authenticator.js). */
export function isRefusedByNatsWs(file: Uint8Array, jwt: string): boolean {
  try {
    const auth = credsAuthenticator(file)("nonce");
    return !(auth && "jwt" in auth && auth.jwt === jwt && "sig" in auth && auth.sig.length > 0);
  } catch {
    return true;
  }
}

/** The expression in it. */
export const NATS_WS = /\s*(?:(?:-{3,}[^\n]*-{3,}\n)(.+)(?:\n\s*-{3,}[^\n]*-{3,}\n))/g;
/** nats-io/jwt v2 creds_utils.go; Go's "." is all but LF, and "\z" the end of the text. */
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
  // Go's base32 skips a final CR, and a seed must itself begin with its letters.
  const seed = (items[1] ?? line ?? "").replace(/\r$/, "");
  return /^S[OAU]/.test(seed) ? [items[0] ?? text, seed] : null;
}

/** As isRefusedByNatsWs, by its expression alone: no signing, so fast. */
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
