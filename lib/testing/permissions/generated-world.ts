// Generates permission sets and subjects, with accounts in which a real server applies them: rights in the user
// JWT, in scope templates and in account defaults, and accounts with mappings. Seeded.

import { makeUser, type User } from "@/lib/testing/jwt";
import { makeKey, type NatsKey } from "@/lib/testing/nkey";
import type { Random } from "@/lib/testing/random";
import { makeOperator } from "@/lib/testing/trust";

/** The permission fields of a JWT. */
export type WirePermissions = Readonly<Record<"pub" | "sub" | "resp", unknown>>;

export interface GeneratedCase {
  readonly kind: "user" | "template" | "defaults" | "mappings";
  readonly account: GeneratedAccount;
  readonly user: User;
  /** Entries near which subjects are chosen. */
  readonly entries: readonly string[];
}

export interface GeneratedAccount {
  readonly key: NatsKey;
  readonly jwt: string;
  /** A user of this account that may do everything. */
  readonly admin: User;
  readonly hasMappings: boolean;
}

export interface GeneratedWorld {
  readonly config: string;
  readonly cases: readonly GeneratedCase[];
}

const PARTS = ["a", "b", "c", "d"];
const ODD_PARTS = ["a*", "*b", ">c", "A", "é", "$SYS", "_INBOX"];
const QUEUES = ["v1", "v2", "v1.dev", "v2.dev", "*.dev", "v1.*", ">", "*"];
const NO_LIMITS = { subs: undefined, data: undefined, payload: undefined };

export function makePattern(random: Random, wild = 0.35): string {
  const parts: string[] = [];
  const length = 1 + random.below(4);
  for (let index = 0; index < length; index += 1) {
    if (random.is(wild)) {
      if (index === length - 1 && random.is(0.5)) parts.push(">");
      else parts.push("*");
    } else parts.push(random.is(0.04) ? random.pick(ODD_PARTS) : random.pick(PARTS));
  }
  return parts.join(".");
}

/** Makes a subject near the entries: one of them, a subject that it matches, a wider or a longer one. */
export function makeSubject(
  random: Random,
  entries: readonly string[],
  isPublish: boolean,
): string {
  if (random.is(0.02)) return random.pick(["_GR_.x", "$GR.x.y.z", "$NRG.a.b", "_R_.x", "$SYS.a"]);
  if (entries.length === 0 || random.is(0.2)) return makePattern(random, isPublish ? 0.1 : 0.35);
  const [subject = ""] = random.pick(entries).split(" ");
  const parts = subject.split(".").flatMap((part): readonly string[] => {
    const isWild = part === "*" || part === ">";
    if (!isWild) return [random.is(0.12) ? "*" : random.is(0.1) ? random.pick(PARTS) : part];
    if (random.is(isPublish ? 0.1 : 0.4)) return [part];
    const one = random.pick(PARTS);
    return part === ">" && random.is(0.4) ? [one, random.pick(PARTS)] : [one];
  });
  if (random.is(0.1)) parts.push(random.pick([...PARTS, ">", "*"]));
  if (random.is(0.06)) parts.pop();
  const made = parts.join(".");
  return made === "" ? "a" : made;
}

export function makeQueue(random: Random): string {
  if (random.is(0.45)) return "";
  return random.is(0.03) ? "_sys_" : random.pick(["v1", "v2", "v3", "v1.dev", "x.y.dev", "v1.*"]);
}

function makeList(random: Random, isSubscribe: boolean): string[] {
  return Array.from({ length: random.below(5) }, () => {
    const pattern = random.is(0.03) ? "a.>.b" : makePattern(random);
    return isSubscribe && random.is(0.3) ? `${pattern} ${random.pick(QUEUES)}` : pattern;
  });
}

function makeRules(random: Random, isSubscribe: boolean): Record<string, unknown> {
  const rules: Record<string, unknown> = {};
  if (random.is(0.7)) rules["allow"] = random.is(0.08) ? null : makeList(random, isSubscribe);
  if (random.is(0.6)) rules["deny"] = makeList(random, isSubscribe);
  return rules;
}

export function makePermissions(random: Random): WirePermissions {
  return {
    pub: random.is(0.9) ? makeRules(random, false) : {},
    sub: random.is(0.9) ? makeRules(random, true) : {},
    resp: random.is(0.12)
      ? { max: random.pick([0, 1, 3, -1]), ttl: random.pick([0, 5_000_000_000]) }
      : undefined,
  };
}

const OPERATIONS = [
  "{{name()}}",
  "{{subject()}}",
  "{{tag(team)}}",
  "{{tag(site)}}",
  "{{Tag(none)}}",
  "{{account-name()}}",
  "{{account-tag(zone)}}",
  "x-{{tag(team)}}-{{name()}}",
];

/** Puts template operations into some of the entries. */
function withTemplates(random: Random, permissions: WirePermissions): WirePermissions {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (typeof value === "string") {
      if (random.is(0.6)) return value;
      const parts = value.split(".");
      parts[random.below(parts.length)] = random.pick(OPERATIONS);
      return parts.join(".");
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)]));
  };
  return { ...permissions, pub: change(permissions.pub), sub: change(permissions.sub) };
}

function makeMappings(random: Random): Record<string, unknown> {
  const targets = (wildcards: number) => {
    const target = () =>
      Array.from({ length: 1 + random.below(3) }, () =>
        wildcards > 0 && random.is(0.5)
          ? random.pick([`$${1 + random.below(wildcards)}`, `{{wildcard(${wildcards})}}`])
          : random.pick(PARTS),
      ).join(".");
    if (random.is(0.75)) return [{ subject: target(), ...(random.is(0.5) ? { weight: 100 } : {}) }];
    return [{ subject: target(), weight: 40 }];
  };
  const mappings: Record<string, unknown> = {};
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const source = makePattern(random, 0.3).replace(/\.?>$/, "") || "b";
    // A target need not use every wildcard of its source, and `targets` leaves some out.
    mappings[source] = targets(source.split(".").filter((part) => part === "*").length);
  }
  return mappings;
}

function entriesOf(permissions: WirePermissions): readonly string[] {
  return [permissions.pub, permissions.sub].flatMap((rules) =>
    Object.values(typeof rules === "object" && rules !== null ? rules : {}).flatMap((list) =>
      Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [],
    ),
  );
}

export function makeGeneratedWorld(random: Random, caseCount: number): GeneratedWorld {
  const operator = makeOperator("OP");
  const preload: [string, string][] = [];
  const makeAccount = (nats: Record<string, unknown> = {}): GeneratedAccount => {
    const key = makeKey("account");
    const jwt = operator.account("APP", key, { tags: ["zone:eu", "zone:us"], ...nats });
    preload.push([key.publicKey, jwt]);
    // A user with any permissions does not get the account defaults.
    const all = { pub: { allow: [">"] }, sub: { allow: [">"] } };
    const admin = makeUser({ name: "admin", account: key, nats: all });
    return { key, jwt, admin, hasMappings: "mappings" in nats };
  };
  const userCase = (): GeneratedCase => {
    const permissions = makePermissions(random);
    const account = makeAccount();
    const user = makeUser({ name: "u", account: account.key, nats: permissions });
    return { kind: "user", account, user, entries: entriesOf(permissions) };
  };
  const templateCase = (): GeneratedCase => {
    const signer = makeKey("account");
    const permissions = withTemplates(random, makePermissions(random));
    const scope = { kind: "user_scope", key: signer.publicKey, role: "r", template: permissions };
    const account = makeAccount({
      signing_keys: [scope],
      ...(random.is(0.2) ? { default_permissions: makePermissions(random) } : {}),
    });
    const tags = random.pick([["team:a", "team:b", "site:c"], ["team:a"], []]);
    const user = makeUser({
      name: random.pick(["a", "bob", "b.c"]),
      account: account.key,
      signer,
      nats: { ...NO_LIMITS, tags },
    });
    const entries = entriesOf(permissions).map((entry) =>
      entry.replace(/\S*\{\{.*?\}\}\S*/g, () => random.pick(["a", "a.b", "bob.c", "*", ">"])),
    );
    return { kind: "template", account, user, entries };
  };
  const defaultsCase = (): GeneratedCase => {
    const permissions = makePermissions(random);
    const account = makeAccount({ default_permissions: permissions });
    const nats = random.is(0.8) ? { pub: {}, sub: {} } : makePermissions(random);
    const user = makeUser({ name: "u", account: account.key, nats });
    return { kind: "defaults", account, user, entries: entriesOf(permissions) };
  };
  const mappingsCase = (): GeneratedCase => {
    const mappings = makeMappings(random);
    const account = makeAccount({ mappings });
    const permissions = makePermissions(random);
    const user = makeUser({ name: "u", account: account.key, nats: permissions });
    const entries = [...entriesOf(permissions), ...Object.keys(mappings)];
    return { kind: "mappings", account, user, entries };
  };
  const cases = Array.from({ length: caseCount }, () => {
    const share = random.next();
    if (share < 0.55) return userCase();
    if (share < 0.75) return templateCase();
    return share < 0.9 ? defaultsCase() : mappingsCase();
  });
  return { config: operator.config(preload), cases };
}
