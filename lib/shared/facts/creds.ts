// What the page may know about loaded creds. Types only, for the vault and the page. Everything here is
// cloneable and public: no seed, no whole JWT, no signature.

import type { JsonObject } from "@/lib/shared/base/json";
import type { Fault } from "@/lib/shared/base/result";
import type { CauseCode } from "./causes";

/** The user's public key, or "unreadable-N". Other creds of the same user, such as older ones, add "~2", "~3". */
export type EntryId = string;

/** Where creds came from. `name` is for people: a file name, with its folder if one was dropped, "pasted text" or "server n1 at …". */
export interface SourceRef {
  readonly kind: "file" | "paste" | "sandbox" | "server";
  readonly name: string;
  readonly bytes: number;
  /** The number among several creds in the same file, from 1; 0 when there is only one. */
  readonly part: number;
}

/**
 * Clients with a reader of creds files of their own: "go" are tools on nats-io/jwt, "go-nkeys" is the Go
 * client, and "javascript" are nats.js and nats.ws.
 */
export type ClientFamily =
  | "go-nkeys"
  | "go"
  | "javascript"
  | "java"
  | "python"
  | "dotnet"
  | "rust"
  | "c"
  | "c-before-3.9";

/** How a client fails to read a file. It says so itself, except after "wrong-jwt", which a server refuses. */
export type RefusalKind =
  /** It waits for ever. */
  | "hangs"
  | "not-utf-8"
  | "no-jwt"
  | "no-seed"
  /** It takes other text for the seed and cannot decode it. */
  | "wrong-seed"
  /** It sends other text as the JWT. */
  | "wrong-jwt";

/** A client that cannot read the file as it is written, although Credence can. */
export interface ClientRefusal {
  readonly client: ClientFamily;
  readonly how: RefusalKind;
}

export type FormatIssueCode =
  | "byte-order-mark"
  | "utf-16"
  | "invalid-utf-8"
  | "crlf"
  | "bare-cr"
  | "no-final-newline"
  | "indented"
  | "trailing-space"
  | "blank-line-in-block"
  | "wrapped-jwt"
  | "wrapped-seed"
  | "odd-dashes"
  | "short-fence"
  | "missing-fence"
  | "blocks-swapped"
  | "lower-case-seed"
  | "escaped-newlines"
  | "quoted"
  | "text-around"
  | "several-creds"
  | "unknown-label"
  | "bare-jwt"
  | "base64"
  | "foreign-jwt"
  | "separate-parts";

/** Something odd about how the file is written. A harmless issue has an empty `refusedBy` and is a note, not a warning. */
export interface FormatIssue {
  readonly code: FormatIssueCode;
  /** The line, from 1; null when the issue concerns the whole file. */
  readonly line: number | null;
  readonly refusedBy: readonly ClientRefusal[];
  /** Of "base64": how often the text is encoded. */
  readonly depth?: number;
  /** Of "base64": what was encoded. */
  readonly what?: "creds" | "jwt" | "seed";
}

export type JwtKind = "user" | "account" | "operator" | "activation" | "other";

/** Allow and deny lists as written. An absent list is null; for publish, null and empty differ. */
export interface SubjectRules {
  readonly allow: readonly string[] | null;
  readonly deny: readonly string[] | null;
}

export interface UserPermissions {
  readonly publish: SubjectRules;
  /** Entries are "subject" or "subject queue". */
  readonly subscribe: SubjectRules;
  /** Allowed replies to received requests: their number (negative = unlimited) and the time in nanoseconds. */
  readonly responses: { readonly max: number; readonly ttlNs: number } | null;
}

export interface TimeWindow {
  /** "HH:MM:SS" in the zone `timesZone`. */
  readonly start: string;
  readonly end: string;
}

/** Null = absent in the JWT, which means zero in version 2 (nats-io/jwt v2 user_claims.go). -1 = no limit. */
export interface UserLimits {
  readonly subscriptions: number | null;
  readonly payloadBytes: number | null;
  readonly dataBytes: number | null;
}

/** The part of a user JWT beyond the standard claims. */
export interface UserClaims {
  readonly permissions: UserPermissions;
  readonly limits: UserLimits;
  readonly source: readonly string[];
  readonly times: readonly TimeWindow[];
  /** IANA zone of `times`; null = the zone of the server. */
  readonly timesZone: string | null;
  /** A `locale` claim, which no server reads. */
  readonly ignoredLocale: string | null;
  readonly isBearer: boolean;
  readonly isProxyRequired: boolean;
  /** The types as written; null = every type is allowed. */
  readonly connectionTypes: readonly string[] | null;
  /** The account key, when `iss` is one of its signing keys. */
  readonly issuerAccount: string | null;
  readonly tags: readonly string[];
  /** Names of claims that a user of a scoped signing key must not carry. Empty lists count. */
  readonly carriedRights: readonly string[];
  /** The loaded account JWT lists the issuer as a signing key without a scope. The page sets it. */
  readonly isScopeExcluded?: true;
}

/** A problem found in the JWT itself. A check reports it. */
export interface ClaimProblem {
  readonly code: CauseCode;
  /** The JSON path of the claim, such as "nats.src[0]" or "exp"; shown to the user. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One decoded JWT of any kind. */
export interface JwtFacts {
  readonly kind: JwtKind;
  /** 1 or 2, as the claims say; 0 when they match neither version. */
  readonly version: number;
  readonly algorithm: string;
  readonly type: string;
  readonly name: string | null;
  readonly subject: string | null;
  readonly issuer: string | null;
  readonly jti: string | null;
  readonly audience: string | null;
  /** Seconds since 1970; null when absent or not a plain safe integer. */
  readonly issuedAtSec: number | null;
  readonly expiresAtSec: number | null;
  readonly notBeforeSec: number | null;
  readonly signature: "valid" | "invalid" | "unchecked";
  /** The user claims; null for other kinds. */
  readonly user: UserClaims | null;
  /** The complete payload. */
  readonly claims: JsonObject;
  /** The complete header. */
  readonly header: JsonObject;
  readonly problems: readonly ClaimProblem[];
  /** Length of the encoded JWT in characters. */
  readonly lengthChars: number;
  /** A seed is in a name, a tag or another claim. It is hidden in these facts. */
  readonly holdsSeed?: true;
}

export interface SeedFacts {
  readonly state: "matches" | "mismatch" | "unmatched" | "malformed" | "wrong-kind" | "absent";
  /** The public key of the seed, where it could be derived. */
  readonly publicKey: string | null;
  /** Why the seed is malformed or of the wrong kind. */
  readonly fault: Fault<CauseCode> | null;
  /** What signs: WebCrypto where the context is secure, else nkeys.js. */
  readonly signer: "webcrypto" | "nkeys.js" | null;
}

/** What the user added to creds: the other half of a login that an auth callout decides. Never its bytes. */
export type LoginKind = "token" | "password";

/**
 * A seed that can do more than log in as a user, or a password or token in an address. It was wiped as soon as it
 * was read.
 */
export interface SeedDanger {
  readonly kind: "account" | "operator" | "cluster" | "server" | "curve" | "password";
  /** Null for a curve key, which is not derived, and for a password. */
  readonly publicKey: string | null;
}

/** What a context of the nats CLI says about connecting. Addresses are without user and password. */
export interface ContextFacts {
  readonly addresses: readonly string[];
  readonly inboxPrefix: string | null;
  readonly jetStreamDomain: string | null;
  /** The path of a creds file or of a seed, as written; null when the context names none. */
  readonly credsPath: string | null;
  readonly nkeyPath: string | null;
  /** A reference into the store of nsc, "nsc://operator/account/user". */
  readonly nscReference: string | null;
}

/** Everything that the page may know about one entry. */
export interface CredsFacts {
  readonly id: EntryId;
  readonly sources: readonly SourceRef[];
  readonly form: readonly FormatIssue[];
  readonly jwt: JwtFacts | null;
  /** Set when there is no readable JWT: "creds/nkey-only" when the seed alone can log in. */
  readonly jwtFault: Fault<CauseCode> | null;
  readonly seed: SeedFacts;
  /** Why these creds cannot be used to connect; null when Connect can be tried. */
  readonly unusable: Fault<CauseCode> | null;
  /** The number of files that the entry was made of. `sources` begins with them. */
  readonly parts: number;
  /** Seeds that are no user's and are in the same file. */
  readonly dangers?: readonly SeedDanger[];
  /** Of a context of the nats CLI that the creds are in, or that points to their file. */
  readonly context?: ContextFacts;
  /** Another loaded entry of the same user, if any. */
  readonly sameUserAs: EntryId | null;
  /** A token, or user and password, was added and is sent with these creds. Absent = nothing was added. */
  readonly login?: LoginKind;
}

/** One entry, as the keyring lists it. */
export interface EntrySummary {
  readonly id: EntryId;
  /** The user's name, or else the source's name. */
  readonly label: string;
  /** The name of the first source, such as "folder/a.creds". */
  readonly path: string;
  readonly subject: string | null;
  /** The account key: `issuer_account`, else `iss`. */
  readonly account: string | null;
  /** The key that signed the JWT: the account's own, or a signing key. */
  readonly issuer: string | null;
  readonly version: number;
  readonly issuedAtSec: number | null;
  readonly expiresAtSec: number | null;
  readonly isBearer: boolean;
  readonly unusable: Fault<CauseCode> | null;
  /** Some client refuses the file as written, and a cleaned copy can be made. */
  readonly isCleanable: boolean;
  /** The worst check that the file alone decides. The keyring marks the entry with it before any connection. */
  readonly soundness: "sound" | "warned" | "broken";
}

/** An account or operator JWT. It supports the diagnosis of users and is never used to connect. */
export interface TrustFacts {
  /** Its `sub`. */
  readonly id: string;
  readonly source: SourceRef;
  readonly jwt: JwtFacts;
}

/** Creds that renew loaded ones. */
export interface Renewal {
  /** The user's entry. */
  readonly id: EntryId;
  /** The entry of the former creds; while the renewed creds are tried, the entry of the renewed ones. */
  readonly other: EntryId;
  /** The entry is connected, so the server has to accept the renewed creds first; see `renewalEnded`. */
  readonly isPending: boolean;
}
