// What the page may know of loaded creds: types only, shared by the vault and the page.
// Everything here is cloneable and public: no seed, no whole JWT, no signature.

import type { JsonObject } from "@/lib/shared/base/json";
import type { Fault } from "@/lib/shared/base/result";
import type { CauseCode } from "./causes";

/** The user's public key; with "~2", "~3" behind it for other creds of that user, such as older ones; or "unreadable-N". */
export type EntryId = string;

/** Where it came from, for people: a file name (with its folder, if dropped as one), "pasted text" or "server n1 at …". */
export interface SourceRef {
  readonly kind: "file" | "paste" | "sandbox" | "server";
  readonly name: string;
  readonly bytes: number;
  /** Which one of several creds in the same file, from 1; 0 when it is the only one. */
  readonly part: number;
}

/** Clients that would refuse the file as it is written, though we can read it. */
export type ClientFamily = "javascript" | "go" | "go-nkeys";

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
  | "bare-jwt";

/** One oddity of the file, with its place. Harmless ones (refusedBy empty) are notes, not warnings. */
export interface FormatIssue {
  readonly code: FormatIssueCode;
  /** From 1; null when it concerns the whole file. */
  readonly line: number | null;
  readonly refusedBy: readonly ClientFamily[];
}

export type JwtKind = "user" | "account" | "operator" | "activation" | "other";

/** Allow and deny lists as written. Absent lists are null: for publish, null and empty differ. */
export interface SubjectRules {
  readonly allow: readonly string[] | null;
  readonly deny: readonly string[] | null;
}

export interface UserPermissions {
  readonly publish: SubjectRules;
  /** Entries are "subject" or "subject queue". */
  readonly subscribe: SubjectRules;
  /** Replies allowed to requests received: count (negative = unlimited), window in nanoseconds. */
  readonly responses: { readonly max: number; readonly ttlNs: number } | null;
}

export interface TimeWindow {
  /** "HH:MM:SS", in the zone of `timesZone`. */
  readonly start: string;
  readonly end: string;
}

/** Null = absent in the JWT, which for version 2 means zero (nats-io/jwt v2 user_claims.go). -1 = no limit. */
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
  /** IANA zone of `times`; null = the server's own zone. */
  readonly timesZone: string | null;
  /** A `locale` claim, which no server reads. */
  readonly ignoredLocale: string | null;
  readonly isBearer: boolean;
  readonly isProxyRequired: boolean;
  /** As written; null = every type is allowed. */
  readonly connectionTypes: readonly string[] | null;
  /** The account, when `iss` is one of its signing keys. */
  readonly issuerAccount: string | null;
  readonly tags: readonly string[];
  /** Claims that a user of a scoped signing key must not carry, by name; empty lists count. */
  readonly carriedRights: readonly string[];
}

/** A problem found in the JWT itself, to become a check. */
export interface ClaimProblem {
  readonly code: CauseCode;
  /** The JSON path of the claim, such as "nats.src[0]" or "exp"; shown to the user. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One decoded JWT of any kind. */
export interface JwtFacts {
  readonly kind: JwtKind;
  /** 1 or 2 as the claims say; 0 when neither form is recognised. */
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
  /** The user part; null for other kinds. */
  readonly user: UserClaims | null;
  /** The whole payload and header, nothing dropped. */
  readonly claims: JsonObject;
  readonly header: JsonObject;
  readonly problems: readonly ClaimProblem[];
  /** Characters of the encoded JWT. */
  readonly lengthChars: number;
}

export interface SeedFacts {
  readonly state: "matches" | "mismatch" | "unmatched" | "malformed" | "wrong-kind" | "absent";
  /** The public key that the seed gives, where it could be derived. */
  readonly publicKey: string | null;
  /** Why it is malformed or of the wrong kind. */
  readonly fault: Fault<CauseCode> | null;
  /** Who signs: WebCrypto where the context is secure, else nkeys.js. */
  readonly signer: "webcrypto" | "nkeys.js" | null;
}

/** Everything the page may know of one loaded creds. */
export interface CredsFacts {
  readonly id: EntryId;
  readonly sources: readonly SourceRef[];
  readonly form: readonly FormatIssue[];
  readonly jwt: JwtFacts | null;
  /** Set when there is no readable JWT at all. */
  readonly jwtFault: Fault<CauseCode> | null;
  readonly seed: SeedFacts;
  /** Why these creds cannot be used to connect at all; null when Connect may be tried. */
  readonly unusable: Fault<CauseCode> | null;
  /** Another loaded entry of the same user, if any. */
  readonly sameUserAs: EntryId | null;
}

/** One row of the keyring. */
export interface EntrySummary {
  readonly id: EntryId;
  /** The user's name, else the source's name. */
  readonly label: string;
  readonly subject: string | null;
  /** The account key: `issuer_account`, else `iss`. */
  readonly account: string | null;
  readonly version: number;
  readonly issuedAtSec: number | null;
  readonly expiresAtSec: number | null;
  readonly isBearer: boolean;
  readonly unusable: Fault<CauseCode> | null;
  /** Worst state known from the file alone; drives the mark in the keyring before any connection. */
  readonly soundness: "sound" | "warned" | "broken";
}

/** An account or operator JWT, kept to reason about users, never used to connect. */
export interface TrustFacts {
  /** Its `sub`. */
  readonly id: string;
  readonly source: SourceRef;
  readonly jwt: JwtFacts;
}
