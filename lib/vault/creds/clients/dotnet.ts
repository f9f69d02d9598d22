// .NET: src/NATS.Client.Core/Internal/UserCredentials.cs, ParseCreds (NATS.Net 3.1; 2.x has the same loop).
// It wants the exact labels at the beginning of a line, takes the next line as it is, and the last of several
// blocks. Base32 and base64 there skip no white space (NATS.NKeys 1.0, Base32.cs). StreamReader decodes UTF-16
// that has a byte order mark. Read, not run.

import { STEP_BYTES } from "@/lib/vault/base/turns";
import { type ClientReader, isLineStepEnd } from "./reading";

export const readAsDotnet: ClientReader = function* (text) {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  let jwt: string | null = null;
  let seed: string | null = null;
  for (let i = 0; i < lines.length; i++) {
    if (isLineStepEnd(i)) yield STEP_BYTES;
    const line = (lines[i] ?? "").trim();
    // Without a next line, what was found before is lost as well.
    if (line.startsWith("-----BEGIN NATS USER JWT-----")) jwt = lines[++i] ?? null;
    else if (line.startsWith("-----BEGIN USER NKEY SEED-----")) seed = lines[++i] ?? null;
  }
  return { jwt, seed };
};
