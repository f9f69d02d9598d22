// Java: io.nats.client.impl.FileAuthHandler.extract, used by Nats.credentials(path). It counts lines that
// begin with a dash: the JWT is what follows the first, the seed what follows the third. White space is left
// out. Lines of text are skipped unless they are there. Observed with jnats 2.26.2.

import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { type ClientReader, isLineStepEnd } from "./reading";

/** Character.isWhitespace, without four control characters that no file has. No-break spaces are none. */
const SPACE = /[\t\n\v\f\r \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/g;

export const readAsJava: ClientReader = function* (text) {
  const lines = text.split(/[\n\r]/);
  const [naked = ""] = text.split(SPACE).filter((word) => word !== "");
  const jwt = yield* contentAfter(lines, 1);
  const seed = yield* contentAfter(lines, 3);
  return { jwt: jwt ?? naked, seed };
};

function* contentAfter(lines: readonly string[], dashes: number): Steps<string | null> {
  let seen = 0;
  for (let i = 0; i < lines.length; i++) {
    if (isLineStepEnd(i)) yield STEP_BYTES;
    const line = lines[i] ?? "";
    if (line.startsWith("-")) seen++;
    else if (seen === dashes) {
      const content = line.replace(SPACE, "");
      if (content !== "") return content;
    }
  }
  return null;
}
