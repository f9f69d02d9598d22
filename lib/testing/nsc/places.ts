// Accounts and users that the real nsc makes for one test each, and how they are broken. The server's answer is asked
// with nats.ws, not with our own client.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { fromSeed } from "@nats-io/nkeys";
import { connect as connectOverTcp, jwtAuthenticator } from "@nats-io/transport-node";
import { checksOf } from "@/lib/page/diagnosis/checks";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import { attemptOf } from "@/lib/testing/diagnosis-facts";
import { credsText, signToken } from "@/lib/testing/jwt";
import type { NatsKey } from "@/lib/testing/nkey";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { connectNats } from "../../../scripts/sandbox/client.mjs";
import { type NscStore, partsOf } from "./store";

/** A blank and a comma, so that the quotes of printed lines are needed. */
export const USER = "svc, orders";

type Json = Record<string, unknown>;

export interface Place {
  readonly store: NscStore;
  /** The account's name and public key. */
  readonly account: string;
  readonly key: string;
  /** What the page knows of these creds. */
  names(creds: string): Evidence;
  creds(): string;
  edit(...flags: readonly string[]): void;
  editAccount(...flags: readonly string[]): void;
  /** The first signing key, or a new one. */
  signingKey(): string;
  /** Replaces the user by one with the same name that this key signs. */
  signedWith(key: string): void;
  /**
   * What another tool made of the user, signed with the account key. Gives the creds.
   * `signer`: another key of the store.
   */
  rewrite(change: (claims: Json) => Json, signer?: string): string;
  push(): Promise<void>;
}

let made = 0;

/** A new account with a new user. `flags` are those of `nsc add user`. */
export async function makePlace(store: NscStore, ...flags: readonly string[]): Promise<Place> {
  const place = makeUnpushed(store, ...flags);
  await place.push();
  return place;
}

export function makeUnpushed(store: NscStore, ...flags: readonly string[]): Place {
  made += 1;
  const account = `APP ${made}`;
  store.nsc("add", "account", "--name", account);
  if (flags[0] !== "no user") {
    store.nsc("add", "user", "--account", account, "--name", USER, ...flags);
  }
  return placeOf(store, account);
}

function placeOf(store: NscStore, account: string): Place {
  const of = ["--account", account, "--name", USER] as const;
  const { sub: key } = store.describe("account", "--name", account);
  const creds = () => store.creds(account, USER);
  const editAccount = (...flags: readonly string[]) => {
    store.nsc("edit", "account", "--name", account, ...flags);
  };
  return {
    store,
    account,
    key,
    creds,
    editAccount,
    names: (text) => {
      const { iss, sub } = claimsOf(partsOf(text).jwt || partsOf(creds()).jwt);
      const known = { userName: USER, accountName: account, account: key };
      return { ...known, issuer: String(iss), subject: String(sub) };
    },
    edit: (...flags) => {
      store.nsc("edit", "user", ...of, ...flags);
    },
    signingKey() {
      const keysOf = () => store.describe("account", "--name", account).nats.signing_keys ?? [];
      if (keysOf().length === 0) editAccount("--sk", "generate");
      const [first] = keysOf();
      return typeof first === "object" ? first.key : (first ?? "");
    },
    signedWith(signer) {
      store.nsc("delete", "user", "--account", account, "--name", `"${USER}"`, "--revoke=false");
      store.nsc("add", "user", ...of, "-K", signer);
    },
    rewrite(change, signer = key) {
      const { jwt, seed } = partsOf(creds());
      const claims = change(claimsOf(jwt));
      const { publicKey } = keyOf(store.seed(signer));
      const written = signToken({ ...claims, iss: publicKey }, keyOf(store.seed(signer)));
      return credsText(written, seed);
    },
    push: () => store.push(account),
  };
}

/** Puts the JWT of another tool into the store: `nsc import` takes only what it could have made. */
export function stored({ store, account }: Place, creds: string): string {
  const file = path.join(store.stores, "OP", "accounts", account, "users", `${USER}.jwt`);
  writeFileSync(file, partsOf(creds).jwt);
  return creds;
}

export function keyOf(seed: string): NatsKey {
  const pair = fromSeed(new TextEncoder().encode(seed.trim()));
  return {
    publicKey: pair.getPublicKey(),
    seed,
    raw: Buffer.alloc(0),
    sign: (text) => Buffer.from(pair.sign(new TextEncoder().encode(text))),
  };
}

export const claimsOf = (jwt: string): Json =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());

/** The JWT with other claims and the former signature. */
export function tampered(creds: string, change: (claims: Json) => Json): string {
  const { jwt } = partsOf(creds);
  const [head, , signature] = jwt.split(".");
  const body = Buffer.from(JSON.stringify(change(claimsOf(jwt)))).toString("base64url");
  return creds.replace(jwt, `${head}.${body}.${signature}`);
}

export type Use = "connect" | "publish" | "subscribe" | "publish-long" | "tcp";

/** "accepted", or the server's words. What `use` does must work as well. */
export async function ask(store: NscStore, creds: string, use: Use): Promise<string> {
  try {
    const connection = await connectAs(store, partsOf(creds), use);
    const failed = (async () => {
      for await (const status of connection.status()) {
        if (status.type === "error") return String(status.error);
      }
      return "closed";
    })();
    const used = (async () => {
      if (use === "publish") connection.publish("orders.new");
      if (use === "publish-long") connection.publish("orders.new", new Uint8Array(100));
      if (use === "subscribe") connection.subscribe("orders.new");
      await connection.flush();
      await connection.flush();
      return "accepted";
    })();
    // An ended connection may leave its flush open.
    used.catch(() => {});
    const said = await Promise.race([failed, used, connection.closed().then(() => "closed")]);
    if (!connection.isClosed()) await connection.close();
    return said;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** As the bridge does for "tcp", else as a browser. */
function connectAs({ server }: NscStore, user: ReturnType<typeof partsOf>, use: Use) {
  if (use !== "tcp") return connectNats(server.wsUrl, user, { timeout: 60_000, reconnect: false });
  const authenticator = jwtAuthenticator(user.jwt, new TextEncoder().encode(user.seed));
  return connectOverTcp({ servers: server.clientUrl, authenticator, reconnect: false });
}

/** The creds as the product reads them. */
export async function factsOfText(text: string, name = "a.creds"): Promise<CredsFacts> {
  const bytes = new TextEncoder().encode(text);
  const [read] = await readCreds(bytes, { kind: "file", name, bytes: bytes.length });
  if (read?.kind !== "creds") throw new Error(`${name} was not read as creds`);
  read.signer?.wipe();
  read.secret?.raw.fill(0);
  const id = read.facts.jwt?.subject ?? name;
  return { ...read.facts, id, sources: [read.source], sameUserAs: null };
}

/** An account or operator JWT as the product reads it. */
export async function trustOfText(text: string): Promise<TrustFacts> {
  const bytes = new TextEncoder().encode(text);
  const [read] = await readCreds(bytes, { kind: "paste", name: "", bytes: bytes.length });
  if (read?.kind !== "trust") throw new Error("not read as an account or operator JWT");
  return read.facts;
}

/** The codes that the product finds in the file. */
export async function findings(creds: string): Promise<readonly string[]> {
  const seen = { attempt: attemptOf(), server: null };
  return checksOf(await factsOfText(creds), Date.now(), seen).flatMap(({ code, others = [] }) =>
    [code, ...others.map((other) => other.code)].flatMap((one) => (one === null ? [] : [one])),
  );
}
