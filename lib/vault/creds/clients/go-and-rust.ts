// The clients that share one regular expression for both blocks.
// Go tools (nats-io/jwt v2 creds_utils.go) and the Go client (nats-io/nkeys creds_utils.go): userConfigRE,
// ParseDecoratedJWT, ParseDecoratedNKey. A Go client without any block sends the whole file as the JWT, and
// takes the first line that begins as a seed does. Observed with jwt 2.8.3, nkeys 0.4.17 of nats.go 1.55.0.
// Rust: async-nats/src/auth_utils.rs, parse_jwt_and_key_from_creds. It wants both blocks and UTF-8. Observed
// with async-nats 0.49.1.

import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { type ClientReader, findLine, isFence, isLineStepEnd } from "./reading";

const GO_CONTENT = /^[\w\-.=]+$/;
/** In Rust, "\w" has the letters of every language. */
const RUST_CONTENT = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\-.=]+$/u;

export const readAsGoTools: ClientReader = (text) => readAsGo(text, true);
export const readAsGoClient: ClientReader = (text) => readAsGo(text, false);

export const readAsRust: ClientReader = function* (text) {
  const [jwt = null, seed = null] = yield* blocksOf(text.split("\n"), false, RUST_CONTENT);
  return { jwt, seed };
};

/** Only the tools let the file end at a closing fence. */
const readAsGo = function* (text: string, mayEndAtClose: boolean) {
  const lines = text.split("\n");
  const [jwt = text, block] = yield* blocksOf(lines, mayEndAtClose, GO_CONTENT);
  if (block !== undefined) return { jwt, seed: block };
  const at = yield* findLine(lines, (line) => /^S[AOU]/.test(line.trimStart()));
  // Go's base32 skips a final CR.
  return { jwt, seed: lines[at]?.replace(/\r$/, "") ?? null };
};

function* blocksOf(
  lines: readonly string[],
  mayEndAtClose: boolean,
  contentOf: RegExp,
): Steps<readonly string[]> {
  const blocks: string[] = [];
  const last = lines.length - 1;
  for (let i = 0; i + 2 <= last && blocks.length < 2; i++) {
    if (isLineStepEnd(i)) yield STEP_BYTES;
    const content = (lines[i + 1] ?? "").replace(/\r$/, "");
    if (!isFence((lines[i] ?? "").replace(/\r$/, "")) || !contentOf.test(content)) continue;
    const raw = lines[i + 2] ?? "";
    const close = i + 2 < last ? raw.replace(/\r$/, "") : mayEndAtClose ? raw : "";
    if (!close.startsWith("---") || !isFence(close)) continue;
    blocks.push(content);
    i += 2;
  }
  return blocks;
}
