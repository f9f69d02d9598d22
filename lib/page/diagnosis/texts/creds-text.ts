// Words for creds/* and seed/* causes. Joined in lib/page/diagnosis/texts/cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import type { CauseCode, CREDS_CAUSES, SEED_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";
import { newCreds } from "./command-text";
import { clause, num, shortKey, str } from "./evidence";

type Covered = (typeof CREDS_CAUSES)[number] | (typeof SEED_CAUSES)[number];

const SEED_REASONS: Readonly<Record<string, string>> = {
  length: "it does not have the 58 characters of a seed",
  alphabet: "it holds a character that a seed never has",
  checksum: "its checksum is wrong, so a character was changed, lost or added",
  prefix: "its first characters belong to no kind of seed",
};

export const CREDS_TEXTS: Record<Covered & CauseCode, CauseTextOf> = {
  "creds/empty": () => ({
    title: "The file is empty",
    meaning: "There is nothing in it to read.",
    next: "Get the creds file again from whoever issued it.",
  }),
  "creds/not-creds": () => ({
    title: "This is not a creds file",
    meaning: "It holds neither a user JWT nor a seed.",
    next: "Choose the file that ends in .creds, or paste its text.",
  }),
  "creds/too-large": (evidence) => {
    const limit = num(evidence, "limit") ?? num(evidence, "maxBytes");
    return {
      title: "The file is too large for creds",
      meaning: `Creds are a few kilobytes long${limit === null ? "" : `; files over ${formatCount(limit)} bytes are not read`}.`,
      next: "Choose the creds file itself, not an archive or a log that holds it.",
    };
  },
  "creds/encoding": () => ({
    title: "The file is not plain UTF-8 text",
    meaning: "It was read all the same, but other clients expect UTF-8 and may fail on it.",
    next: "Save it as UTF-8, or download the cleaned copy.",
  }),
  "creds/no-jwt": (evidence) => ({
    title: "The user JWT is missing",
    meaning:
      "The file holds a seed but no user JWT, so it does not say which account the user is in.",
    next: "Get the whole creds file. The seed alone cannot log in to a server in operator mode.",
    command: newCreds(evidence),
  }),
  "creds/no-seed": (evidence) => ({
    title: "The seed is missing",
    meaning:
      "The server asks the user to sign a challenge, and without the seed there is nothing to sign with.",
    next: "Get the whole creds file, with both blocks.",
    command: newCreds(evidence),
  }),
  "creds/blocks-swapped": () => ({
    title: "Seed and JWT are in the wrong order",
    meaning: "Clients take the first block as the JWT and the second as the seed.",
    next: "Download the cleaned copy and use that.",
  }),
  "creds/form": (evidence) => ({
    title: "Some clients refuse this file as it is written",
    meaning: `It can be read here${clause(str(evidence, "clients"), (clients) => `, but not by every client: ${clients}`)}.`,
    next: "Download the cleaned copy and use that.",
  }),
  "creds/unreadable-file": () => ({
    title: "The file could not be read",
    meaning: "The browser was not allowed to read it, or it was moved or deleted.",
    next: "Drop it again. If it stays so, copy it to another folder first.",
  }),
  "seed/malformed": (evidence) => {
    const reason = SEED_REASONS[str(evidence, "reason") ?? ""];
    return {
      title: "The seed is damaged",
      meaning: `The seed cannot be decoded${reason ? `: ${reason}` : ""}.`,
      next: "Get the creds file again. A seed cannot be repaired.",
      command: newCreds(evidence),
    };
  },
  "seed/not-a-user-seed": (evidence) => ({
    title: "This is not the seed of a user",
    meaning:
      str(evidence, "reason") === "public-key"
        ? "In the place of the seed stands a public key, which cannot sign."
        : str(evidence, "reason") === "private-key"
          ? "In the place of the seed stands a private key in another form, which clients do not read."
          : "It is the seed of an account, an operator or another kind of key. Only a user's seed, which starts with SU, can log in.",
    next: "Put the user's own seed into the file, or have the creds issued again.",
    command: newCreds(evidence),
  }),
  "seed/mismatch": (evidence) => ({
    title: "The seed belongs to another user",
    meaning: `The JWT names ${shortKey(str(evidence, "subject") ?? "one user")}${clause(str(evidence, "seedOf"), (key) => `, but the seed is that of ${shortKey(key)}`)}. The server will not accept a signature made with it.`,
    next: "Two creds files were probably mixed up. Get this user's file again.",
    command: newCreds(evidence),
    log: "Signature not verified",
    anyway:
      "the server refuses it with Authorization Violation, unless it finds something else first.",
  }),
};
