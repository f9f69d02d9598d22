// C: src/util.c, nats_GetJWTOrSeed, and src/conn.c, _getJwtOrSeed (nats.c 3.14). A block is a fence, one line
// and a fence; empty lines do not count. Without blocks the whole file is the JWT, and the first line that
// begins with SU the seed. White space is kept, and base32 skips none. Read, not run.

import { STEP_BYTES } from "@/lib/vault/base/turns";
import { type ClientReader, findLine, isFence, isLineStepEnd } from "./reading";

export const readAsC: ClientReader = function* (whole) {
  // A string of C ends at a zero byte.
  const [text = ""] = whole.split("\0", 1);
  const lines = text.split(/[\r\n]+/).filter((line) => line !== "");
  const blocks: string[] = [];
  for (let i = 0; i < lines.length && blocks.length < 2; i++) {
    if (isLineStepEnd(i)) yield STEP_BYTES;
    if (!isFence(lines[i] ?? "")) continue;
    // The two lines after a fence are read in any case.
    const [content, close] = [lines[++i], lines[++i]];
    if (content !== undefined && close !== undefined && isFence(close)) blocks.push(content);
  }
  const [jwt = text, block] = blocks;
  if (block !== undefined) return { jwt, seed: block };
  const ends = text.split("\n");
  const at = yield* findLine(ends, (line) => /^[ \t]*SU/.test(line));
  return { jwt, seed: ends[at]?.trimStart() ?? null };
};
