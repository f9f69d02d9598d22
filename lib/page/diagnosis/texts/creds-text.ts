// Texts of creds/* and seed/* causes. Joined in cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import { clause, num, shortKey, str } from "@/lib/page/format/evidence";
import type { CauseCode, CREDS_CAUSES, SEED_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";
import { clientNames } from "./client-text";

type Covered = (typeof CREDS_CAUSES)[number] | (typeof SEED_CAUSES)[number];

const SEED_REASONS: Readonly<Record<string, string>> = {
  length: "it does not have the 58 characters of a seed",
  alphabet: "it contains a character that no seed has",
  checksum: "its checksum is wrong, so a character was changed, lost or added",
  prefix: "its first characters are not those of a seed",
};

const SEED_KINDS: Readonly<Record<string, string>> = {
  account: "an account",
  operator: "an operator",
  cluster: "a cluster",
  server: "a server",
  curve: "a curve key",
};

export const CREDS_TEXTS: Record<Covered & CauseCode, CauseTextOf> = {
  "creds/empty": () => ({
    title: "The file is empty",
    meaning: "There is nothing to read in it.",
    next: "Ask the issuer for the creds file again.",
  }),
  "creds/not-creds": () => ({
    title: "This is not a creds file",
    meaning: "It contains neither a user JWT nor a seed.",
    next: "Choose the file that ends in .creds, or paste its text.",
  }),
  "creds/too-large": (evidence) => {
    const limit = num(evidence, "limit") ?? num(evidence, "maxBytes");
    return {
      title: "The file is too large for creds",
      meaning: `Creds files have a few kilobytes${limit === null ? "" : `. Files over ${formatCount(limit)} bytes are not read`}. A file that holds many creds may have up to 33,554,432 bytes (32 MiB).`,
      next: "Choose the creds file itself, not an archive or a log that contains it.",
    };
  },
  "creds/too-many": (evidence) => {
    const [read, left] = [num(evidence, "read"), num(evidence, "left")];
    const first = read === null ? "Only the first" : `The first ${formatCount(read)}`;
    const rest = left === null ? "The rest" : `${formatCount(left)} more`;
    return {
      title: "The file holds more than is read of one file",
      meaning: `${first} creds, JWTs and seeds of the file were read. ${rest} were counted and wiped without being read.`,
      next: "Split the file, and drop the parts that are missing.",
    };
  },
  "creds/encoding": () => ({
    title: "The file is not plain UTF-8 text",
    meaning: "It can be read here, but other clients expect UTF-8 and may fail to read it.",
    next: "Save it as UTF-8, or download the cleaned copy.",
  }),
  "creds/no-jwt": () => ({
    title: "The user JWT is missing",
    meaning:
      "The file contains a seed but no user JWT, so it does not show the account of the user.",
    next: "Get the complete creds file. A seed alone cannot log in to a server in operator mode.",
  }),
  "creds/no-seed": () => ({
    title: "The seed is missing",
    meaning: "The server asks the user to sign a challenge, and the seed is needed for that.",
    next: "Get the complete creds file with both blocks.",
  }),
  "creds/blocks-swapped": () => ({
    title: "The seed and the JWT are in the wrong order",
    meaning: "Clients read the first block as the JWT and the second as the seed.",
    next: "Download the cleaned copy and use that.",
  }),
  "creds/form": (evidence) => ({
    title: "Some clients cannot read this file",
    meaning: `It can be read here${clause(str(evidence, "clients"), (clients) => `, but not by ${clientNames(clients.split(", "))}`)}.`,
    next: "Download the cleaned copy and use that.",
  }),
  "creds/unreadable-file": () => ({
    title: "The file could not be read",
    meaning: "The browser was not allowed to read it, or it was moved or deleted.",
    next: "Drop it again. If that fails, copy it to another folder first.",
  }),
  "creds/sentinel": (evidence) => ({
    title: "These creds look like one half of a login",
    meaning:
      num(evidence, "deniesAll") === 1
        ? "The JWT may neither publish nor subscribe. Such creds, called sentinel creds, only open the door to an auth callout: a service that decides by a token or a password who may come in."
        : `${str(evidence, "accountName") ?? shortKey(str(evidence, "account") ?? "The account")} leaves logins to an auth callout: a service that usually decides by a token or a password who may come in.`,
    next: "Ask who gave you the file for the token, or the user and password. Add it here, then connect.",
    anyway: "the callout decides without it. It usually refuses.",
  }),
  "creds/nkey-only": (evidence) => ({
    title: "An nkey seed without a JWT",
    meaning: `It is a complete login for servers whose configuration lists the user's public key${clause(str(evidence, "publicKey"), (key) => `, ${shortKey(key)}`)}. A server in operator mode asks for a user JWT as well.`,
    next: "Connect to a server that lists this key, or drop the user JWT beside it.",
    config: `authorization { users: [ { nkey: ${str(evidence, "publicKey") ?? "USER_PUBLIC_KEY"} } ] }`,
  }),
  "creds/context": (evidence) => ({
    title: "This is a context of the nats CLI",
    meaning: `It holds no creds${clause(str(evidence, "creds"), (path) => `; it points to ${path}`)}${clause(str(evidence, "nsc"), (path) => `; it points to ${path} in the store of nsc`)}${clause(str(evidence, "nkey"), (path) => `; it points to the seed in ${path}`)}${clause(str(evidence, "url"), (url) => `, and to the server ${url}`)}.`,
    next: str(evidence, "creds")
      ? "Drop the file that it points to. The address and the inbox prefix of the context then apply to it."
      : "Drop the creds file of the user.",
  }),
  "creds/too-deep": (evidence) => ({
    title: "The text is base64 inside base64, too many times",
    meaning: `Creds that are encoded up to ${num(evidence, "depth") ?? 2} times are read. This text is encoded more often, or holds too much of it.`,
    next: "Decode it once, and drop the result.",
  }),
  "seed/malformed": (evidence) => {
    const reason = SEED_REASONS[str(evidence, "reason") ?? ""];
    return {
      title: "The seed is damaged",
      meaning: `The seed cannot be decoded${reason ? `: ${reason}` : ""}.`,
      next: "Get the creds file again. A seed cannot be repaired.",
    };
  },
  "seed/not-a-user-seed": (evidence) => ({
    title: "This is not the seed of a user",
    meaning:
      str(evidence, "reason") === "public-key"
        ? "The file has a public key in place of the seed, and a public key cannot sign."
        : str(evidence, "reason") === "private-key"
          ? "The file has a private key in another format in place of the seed, and clients do not read it."
          : `It is the seed of ${SEED_KINDS[str(evidence, "kind") ?? ""] ?? "an account, an operator or another kind of key"}. Only a user's seed, which starts with SU, can log in.`,
    next: "Put the user's seed into the file, or have the creds issued again.",
  }),
  "seed/mismatch": (evidence) => ({
    title: "The seed belongs to another user",
    meaning: `The JWT names ${shortKey(str(evidence, "subject") ?? "one user")}${clause(str(evidence, "seedOf"), (key) => `, but the seed belongs to ${shortKey(key)}`)}. The server does not accept a signature made with it.`,
    next: "Two creds files were probably mixed up. Get the file of this user again.",
    log: "Signature not verified",
    anyway:
      "the server refuses it with Authorization Violation, unless it finds something else first.",
  }),
};
