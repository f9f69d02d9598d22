// Tells whether the common clients can read a creds file as it is written, with their grammars line by line.
// Called by format-issues.ts with text in which every letter and digit is masked, so that no seed
// becomes a string. Takes linear time, while the clients' regular expressions take cubic time.
// Sources: nats.ws lib/nats-base-client/authenticator.js credsAuthenticator; nats-io/jwt v2
// creds_utils.go and nats-io/nkeys creds_utils.go userConfigRE, ParseDecoratedJWT, ParseDecoratedNKey.

import { isAlnum, isBlank, toText } from "@/lib/shared/base/bytes";
import type { ClientFamily } from "@/lib/shared/facts/creds";
import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { isStepEnd } from "./work-pace";

const LINES_PER_STEP = 512;
const MASK = Uint8Array.from({ length: 256 }, (_, byte) => (isAlnum(byte) ? 65 : byte));

/**
 * The same text with "A" for each letter and digit, except SA, SO or SU at the beginning of a line. These
 * grammars distinguish nothing else, and those two letters are the part of a seed that is not secret.
 */
export function* maskText(bytes: Uint8Array): Steps<string> {
  const masked = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    if (isStepEnd(at)) yield STEP_BYTES;
    masked[at] = MASK[bytes[at] ?? 0] ?? 0;
  }
  let reported = 0;
  for (let at = 0; at < bytes.length; ) {
    if (at - reported > STEP_BYTES) {
      yield at - reported;
      reported = at;
    }
    while (isBlank(bytes[at] ?? 0) || bytes[at] === 13) at++;
    const second = bytes[at + 1];
    if (bytes[at] === 83 && (second === 65 || second === 79 || second === 85)) {
      masked.set([83, second], at);
    }
    const lineEnd = bytes.indexOf(10, at);
    if (lineEnd < 0) break;
    at = lineEnd + 1;
  }
  return toText(masked);
}

/** The families that do not read exactly this JWT and this seed from the text. All three are masked. */
export function* findRefusingClients(
  text: string,
  jwt: string,
  seed: string,
): Steps<readonly ClientFamily[]> {
  const refusing: ClientFamily[] = [];
  const lines = text.split("\n");
  const [jsJwt, jsSeed] = yield* javascriptBlocks(lines);
  if (jsJwt !== jwt || jsSeed !== seed) refusing.push("javascript");
  for (const family of ["go", "go-nkeys"] as const) {
    const [goJwt = text, goSeed = seedLine(lines)] = yield* goBlocks(lines, family === "go");
    if (goJwt !== jwt || goSeed !== seed) refusing.push(family);
  }
  return refusing;
}

/** A fence ends in three dashes and has three more before them. */
const isFence = (line: string): boolean => {
  const first = line.indexOf("---");
  return first >= 0 && first <= line.length - 6 && line.endsWith("---");
};

/** The last of `lines` has no line end. */
function* javascriptBlocks(lines: readonly string[]): Steps<readonly string[]> {
  const blocks: string[] = [];
  const last = lines.length - 1;
  for (let i = 0; i + 2 < last && blocks.length < 2; ) {
    if (i % LINES_PER_STEP === LINES_PER_STEP - 1) yield STEP_BYTES;
    const content = lines[i + 1] ?? "";
    let close = i + 2;
    if (isFence(lines[i] ?? "") && /^[^\r\u2028\u2029]+$/.test(content)) {
      while (close < last && (lines[close] ?? "").trim() === "") close++;
      const fence = (lines[close] ?? "").trimStart();
      if (close < last && fence.startsWith("---") && isFence(fence)) {
        blocks.push(content.trim());
        i = close + 1;
        continue;
      }
    }
    i++;
  }
  return blocks;
}

function* goBlocks(lines: readonly string[], mayEndAtClose: boolean): Steps<readonly string[]> {
  const blocks: string[] = [];
  const last = lines.length - 1;
  for (let i = 0; i + 2 <= last && blocks.length < 2; i++) {
    if (i % LINES_PER_STEP === LINES_PER_STEP - 1) yield STEP_BYTES;
    const content = (lines[i + 1] ?? "").replace(/\r$/, "");
    if (!isFence((lines[i] ?? "").replace(/\r$/, "")) || !/^[\w\-.=]+$/.test(content)) continue;
    const raw = lines[i + 2] ?? "";
    const close = i + 2 < last ? raw.replace(/\r$/, "") : mayEndAtClose ? raw : "";
    if (!close.startsWith("---") || !isFence(close)) continue;
    blocks.push(content);
    i += 2;
  }
  return blocks;
}

/** The line that Go reads as the seed when there are fewer than two blocks. Its base32 skips a final CR. */
function seedLine(lines: readonly string[]): string {
  const line = lines.find((text) => /^S[AOU]/.test(text.trimStart())) ?? "";
  return line.replace(/\r$/, "");
}
