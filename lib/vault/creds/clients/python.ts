// Python: nats/aio/client.py, _connect_command, _read_creds_user_nkey and _read_creds_user_jwt. It looks for the labels
// anywhere in a line, takes the next line and drops its last byte. The seed comes first: without its label the client
// ends with an error. Without the label of the JWT alone it reads the end of the file again and again. A "\r" that is
// left ends up in the JWT, where servers skip it as Go's base64 does, and in the seed, which then fails. Observed with
// nats-py 2.16.0 and nkeys 0.2.1 (npm run clients -- --shapes).

import { type ClientReader, findLine } from "./reading";

export const readAsPython: ClientReader = function* (text) {
  const lines = text.split("\n");
  const after = (at: number): string => {
    const line = lines[at + 1] ?? "";
    return at + 2 < lines.length ? line : line.slice(0, -1);
  };
  const seedAt = yield* findLine(lines, (line) => line.includes("BEGIN USER NKEY SEED"));
  if (seedAt < 0 || (lines[seedAt + 1] ?? "") === "") return { jwt: "", seed: null };
  const seed = after(seedAt);
  const jwtAt = yield* findLine(lines, (line) => line.includes("BEGIN NATS USER JWT"));
  if (jwtAt < 0) return { jwt: null, seed, hangs: true };
  return { jwt: after(jwtAt).replace(/\r$/, ""), seed };
};
