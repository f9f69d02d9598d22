// nats.js, nats.ws and nats-core: lib/nats-base-client/authenticator.js (nats-core: lib/authenticator.js),
// credsAuthenticator. Its expression takes cubic time; this reads line by line. Observed with nats.ws 1.30.3
// and @nats-io/nats-core 3.4.0, which agree (lib/testing/creds/client-oracles.ts runs nats.ws).

import { STEP_BYTES } from "@/lib/vault/base/turns";
import { type ClientReader, isFence, isLineStepEnd } from "./reading";

export const readAsJavascript: ClientReader = function* (text) {
  const lines = text.split("\n");
  const blocks: string[] = [];
  // The last of the lines has no line end.
  const last = lines.length - 1;
  for (let i = 0; i + 2 < last && blocks.length < 2; ) {
    if (isLineStepEnd(i)) yield STEP_BYTES;
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
  return { jwt: blocks[0] ?? null, seed: blocks[1] ?? null };
};
