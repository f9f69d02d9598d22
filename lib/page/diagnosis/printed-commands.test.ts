// Runs the command of each cause with the real nsc, on a store made for it, against a real server: refused before,
// accepted after. nsc comes with `npm run tools -- nsc`; without it one test is skipped by name.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CauseCode } from "@/lib/shared/facts/causes";
import { credsIn, makeNscStore, type NscStore } from "@/lib/testing/nsc-store";
import { connectPeer, endServers } from "@/lib/testing/real-server";
import { findTool, missing } from "../../../scripts/tools/folder.mjs";
import { causeText } from "./texts/cause-text";

const folder = findTool("nsc");
let store: NscStore;

if (folder) {
  beforeAll(async () => {
    store = await makeNscStore(folder);
  });
  afterAll(async () => {
    await endServers();
    store?.remove();
  });
}

const USER = "svc orders";
let made = 0;

interface Place {
  readonly account: string;
  readonly names: Evidence;
  edit(...flags: readonly string[]): void;
  editAccount(...flags: readonly string[]): void;
  push(): void;
}

/** A new account with a new user, pushed. `flags` are those of `nsc add user`. */
function makePlace(...flags: readonly string[]): Place {
  made += 1;
  const account = `APP ${made}`;
  store.nsc("add", "account", "--name", account);
  store.nsc("add", "user", "--account", account, "--name", USER, ...flags);
  const place = placeOf(account);
  place.push();
  return place;
}

function placeOf(account: string): Place {
  const key = store.key("account", account);
  return {
    account,
    get names() {
      const jwt = readJwt(store.creds(account, USER));
      return {
        userName: USER,
        accountName: account,
        account: key,
        issuer: jwt.iss,
        subject: jwt.sub,
      };
    },
    edit: (...more) => {
      store.nsc("edit", "user", "--account", account, "--name", USER, ...more);
    },
    editAccount: (...more) => {
      store.nsc("edit", "account", "--name", account, ...more);
    },
    push: () => {
      store.nsc("push", "--account", account, "--timeout", "30");
    },
  };
}

interface Claims {
  readonly iss: string;
  readonly sub: string;
}

const partsOf = (creds: string) => ({
  jwt: /^ey\S+$/mu.exec(creds)?.[0] ?? "",
  seed: /^SU\S+$/mu.exec(creds)?.[0] ?? "",
});
const readJwt = (creds: string): Claims =>
  JSON.parse(Buffer.from(partsOf(creds).jwt.split(".")[1] ?? "", "base64url").toString());

/** "accepted", or the server's words. What `use` does must work as well. */
async function ask(creds: string, use: "connect" | "publish" | "subscribe"): Promise<string> {
  try {
    const connection = await connectPeer(store.server.wsUrl, partsOf(creds));
    const failed = (async () => {
      for await (const status of connection.status()) {
        if (status.type === "error") return String(status.data);
      }
      return "closed";
    })();
    if (use === "publish") connection.publish("orders.new");
    if (use === "subscribe") connection.subscribe("orders.new");
    await connection.flush();
    const said = await Promise.race([failed, connection.flush().then(() => "accepted")]);
    await connection.close();
    return said;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Fix {
  readonly code: CauseCode;
  readonly title?: string;
  readonly use?: "publish" | "subscribe";
  readonly evidence?: Evidence;
  /** Breaks a new place, and may give the creds that its user holds. */
  readonly breakIt: () => { readonly place: Place; readonly creds?: string };
  /** Fills in what the page cannot know. */
  readonly fill?: (command: string) => string;
}

const edited = (...flags: readonly string[]) => {
  const place = makePlace();
  place.edit(...flags);
  return { place };
};
const damaged = (change: (creds: string) => string) => () => {
  const place = makePlace();
  return { place, creds: change(store.creds(place.account, USER)) };
};
const accountEdited = (...flags: readonly string[]) => {
  const place = makePlace();
  place.editAccount(...flags);
  place.push();
  return { place };
};

const swapSeed = (creds: string) =>
  creds.replace(/^SU\S+$/mu, partsOf(store.creds("SYS", "sys")).seed);
const badSignature = (creds: string) => creds.replace(/^(ey\S+)..$/mu, "$1AA");

const FIXES: readonly Fix[] = [
  { code: "jwt/signature", breakIt: damaged(badSignature) },
  { code: "jwt/malformed", breakIt: damaged((creds) => creds.replace(/^ey(.*)\..*$/mu, "ey$1")) },
  { code: "creds/no-jwt", breakIt: damaged((creds) => creds.replace(/^ey.*$/mu, "")) },
  { code: "creds/no-seed", breakIt: damaged((creds) => creds.replace(/^SU.*$/mu, "")) },
  { code: "seed/malformed", breakIt: damaged((creds) => creds.replace(/^SU../mu, "SUAA")) },
  { code: "seed/mismatch", breakIt: damaged(swapSeed) },
  { code: "jwt/expired", breakIt: () => edited("--expiry", "2020-01-01") },
  { code: "ended/expired", breakIt: () => edited("--expiry", "2020-01-01") },
  { code: "jwt/not-yet-valid", breakIt: () => edited("--start", "2090-01-01") },
  {
    code: "jwt/connection-type",
    evidence: { wanted: "WEBSOCKET", allowed: "MQTT" },
    breakIt: () => edited("--conn-type", "MQTT"),
  },
  {
    code: "jwt/source-address",
    evidence: { address: "127.0.0.1", allowed: "10.0.0.0/8" },
    breakIt: () => edited("--source-network", "10.0.0.0/8"),
  },
  {
    code: "jwt/outside-times",
    breakIt: () => edited("--time", pastHour()),
    fill: (command) => command.replace("FROM-TO", "00:00:00-23:59:59"),
  },
  {
    code: "jwt/reply-only",
    use: "publish",
    breakIt: () => edited("--allow-pub-response"),
    fill: (command) => command.replace("SUBJECT", "orders.new"),
  },
  { code: "jwt/limits-zero", use: "subscribe", breakIt: () => edited("--subs", "0") },
  { code: "limits/subscriptions", use: "subscribe", breakIt: () => edited("--subs", "0") },
  { code: "account/unknown", breakIt: unpushed },
  { code: "account/expired", breakIt: () => accountEdited("--expiry", "2020-01-01") },
  { code: "ended/account-expired", breakIt: () => accountEdited("--expiry", "2020-01-01") },
  { code: "account/connection-limit", breakIt: () => accountEdited("--conns", "0") },
  { code: "account/bearer-forbidden", breakIt: bearerForbidden },
  { code: "account/issuer-unknown", breakIt: signingKeyRemoved },
  {
    code: "account/template",
    evidence: { entry: "team.{{tag(team)}}", reason: "undefined-operation" },
    breakIt: tagMissing,
    use: "publish",
    fill: (command) => command.replace("VALUE", "orders"),
  },
  { code: "account/scope-violated", breakIt: scopeAdded, evidence: { role: "narrow" } },
  { code: "account/user-revoked", breakIt: revoked },
  { code: "ended/revoked", breakIt: revoked },
];

/** An hour that is not now, in UTC, which nsc's store has as no zone: the server's zone is the machine's. */
function pastHour(): string {
  const hour = (new Date().getHours() + 20) % 24;
  const text = String(hour).padStart(2, "0");
  return `${text}:00:00-${text}:30:00`;
}

function unpushed() {
  made += 1;
  const account = `APP ${made}`;
  store.nsc("add", "account", "--name", account);
  store.nsc("add", "user", "--account", account, "--name", USER);
  return { place: placeOf(account) };
}

function bearerForbidden() {
  const place = makePlace("--bearer");
  place.editAccount("--disallow-bearer");
  place.push();
  return { place };
}

const newKey = (place: Place): string => {
  place.editAccount("--sk", "generate");
  const raw = store.nsc("describe", "account", "--name", place.account, "--json");
  return JSON.parse(raw).nats.signing_keys[0];
};

function signedWith(key: string, place: Place): void {
  store.nsc("delete", "user", "--account", place.account, "--name", USER, "--revoke=false");
  store.nsc("add", "user", "--account", place.account, "--name", USER, "-K", key);
}

function signingKeyRemoved() {
  const place = makePlace();
  const key = newKey(place);
  signedWith(key, place);
  place.editAccount("--rm-sk", key);
  place.push();
  return { place };
}

function scopeAdded() {
  const place = makePlace();
  const key = newKey(place);
  signedWith(key, place);
  place.edit("--allow-pub", "orders.>", "-K", key);
  store.nsc(
    ...["edit", "signing-key", "--account", place.account, "--sk", key],
    "--role",
    "narrow",
    "--allow-pub",
    "x",
  );
  place.push();
  return { place };
}

function tagMissing() {
  const place = makePlace();
  const key = newKey(place);
  const role = ["--role", "team", "--allow-pub", "{{tag(team)}}.new"];
  store.nsc("edit", "signing-key", "--account", place.account, "--sk", key, ...role);
  signedWith("team", place);
  place.push();
  return { place };
}

function revoked() {
  const place = makePlace();
  store.nsc("revocations", "add-user", "--account", place.account, "--name", USER);
  place.push();
  return { place };
}

describe.skipIf(folder === null)(
  `the command of a cause${folder ? "" : `: ${missing("nsc")}`}`,
  () => {
    it.each(FIXES)(
      "$code: refused before, accepted after",
      async ({ code, evidence = {}, use = "connect", breakIt, fill = (text: string) => text }) => {
        const { place, creds = store.creds(place.account, USER) } = breakIt();
        const before = await ask(creds, use);
        expect(before).not.toBe("accepted");
        const { command } = causeText(
          { code, certainty: "proven", evidence },
          Date.now(),
          place.names,
        );
        if (command === undefined) throw new Error("no command");
        const printed = fill(command);
        const ran = await store.runPrinted(printed);
        expect(await ask(credsIn(ran, USER) ?? creds, use), printed).toBe("accepted");
      },
    );
  },
);
