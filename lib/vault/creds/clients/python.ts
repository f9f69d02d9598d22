// Python: nats/aio/client.py, _read_creds_user_jwt and _read_creds_user_nkey. It looks for the labels
// anywhere in a line, takes the next line and drops its last byte. Without the label of the JWT it reads the
// end of the file again and again. A "\r" that is left ends up in the JWT, where servers skip it as Go's base64
// does, and in the seed, which then fails. Observed with nats-py 2.16.0 and nkeys 0.2.1.

import { type ClientReader, findLine } from "./reading";

export const readAsPython: ClientReader = function* (text) {
  const lines = text.split("\n");
  const jwtAt = yield* findLine(lines, (line) => line.includes("BEGIN NATS USER JWT"));
  if (jwtAt < 0) return { jwt: null, seed: null, hangs: true };
  const seedAt = yield* findLine(lines, (line) => line.includes("BEGIN USER NKEY SEED"));
  const after = (at: number): string => {
    const line = lines[at + 1] ?? "";
    return at + 2 < lines.length ? line : line.slice(0, -1);
  };
  const hasSeed = seedAt >= 0 && (lines[seedAt + 1] ?? "") !== "";
  return { jwt: after(jwtAt).replace(/\r$/, ""), seed: hasSeed ? after(seedAt) : null };
};
