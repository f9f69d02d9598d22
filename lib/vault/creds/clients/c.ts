// C: src/util.c, nats_GetJWTOrSeed, and src/conn.c, _getJwtOrSeed and _connectProto (nats.c 3.13). A block is a fence,
// one line and a fence; empty lines do not count. Without blocks the whole file is the JWT, and the first line that
// begins with SU the seed. White space is kept, and base32 skips none. Before 3.9 (nats.c #801) a "\r" was no line end,
// and Debian 12 has 3.4. Observed with 3.13.0 and 3.4.1 (npm run clients -- --shapes).

import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { type ClientReader, findLine, isFence, isLineStepEnd, type Reading } from "./reading";

export const readAsC: ClientReader = (text) => readBlocks(text, /[\r\n]+/);

/** The "\r" of a fence is passed over, and one at the end of the JWT is skipped by the server's base64. */
export const readAsOldC: ClientReader = function* (text) {
  const read = yield* readBlocks(text, /\n+/);
  return { ...read, jwt: read.jwt?.replace(/\r$/, "") ?? null };
};

function* readBlocks(whole: string, lineEnd: RegExp): Steps<Reading> {
  // A string of C ends at a zero byte.
  const [text = ""] = whole.split("\0", 1);
  if (text === "") return { jwt: "", seed: null, isUnsigned: true };
  const lines = text.split(lineEnd).filter((line) => line !== "");
  const blocks: string[] = [];
  for (let i = 0; i < lines.length && blocks.length < 2; i++) {
    if (isLineStepEnd(i)) yield STEP_BYTES;
    if (!isFence((lines[i] ?? "").replace(/\r$/, ""))) continue;
    // The two lines after a fence are read in any case.
    const [content, close] = [lines[++i], lines[++i]];
    if (content !== undefined && close !== undefined && isFence(close.replace(/\r$/, ""))) {
      blocks.push(content);
    }
  }
  const [jwt = text, block] = blocks;
  if (block !== undefined) return { jwt, seed: block };
  const ends = text.split("\n");
  const at = yield* findLine(ends, (line) => /^[ \t]*SU/.test(line));
  return { jwt, seed: ends[at]?.trimStart() ?? null };
}
