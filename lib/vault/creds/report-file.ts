// Reads a saved report, which the page then shows. Loaded and called by report-head.ts. It accepts only what
// "Download JSON" makes: the exact shape, with limits for every list and text, and nothing that looks like
// a seed, a JWT or a signature.

import { isLower, toText } from "@/lib/shared/base/bytes";
import { isJsonObject, type Json, type JsonObject } from "@/lib/shared/base/json";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { hasSecret } from "@/lib/shared/base/secret-patterns";
import {
  type Moment,
  REPORT_FORMAT,
  REPORT_LIMITS,
  REPORT_VERSION,
  type Report,
  type ReportAttempt,
  type ReportCause,
  type ReportCheck,
  type ReportFault,
  type ReportIdentity,
  type ReportServer,
} from "@/lib/shared/facts/report";
import { readJson } from "./encoding/json-reader";
import {
  boolean,
  list,
  number,
  object,
  oneOf,
  orNull,
  record,
  type Shape,
  text,
} from "./encoding/json-shape";

const MAX_BYTES = 512 * 1024;
const short = text(256);
const long = text(REPORT_LIMITS.chars);
const moment: Shape<Moment> = text(32, /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/);
const code = text(64, /^[a-z]+\/[a-z-]+$/);

const IDENTITY: Shape<ReportIdentity> = object({
  name: orNull(long),
  user: orNull(long),
  issuer: orNull(long),
  account: orNull(long),
  accountName: orNull(long),
  accountJwtIssuedAt: orNull(moment),
  operator: orNull(long),
  operatorName: orNull(long),
  issuedAt: orNull(moment),
  notBefore: orNull(moment),
  expiresAt: orNull(moment),
  isBearer: boolean,
});

const CHECK: Shape<ReportCheck> = object({
  id: text(64),
  state: oneOf("pass", "warn", "fail", "unknown"),
  code: orNull(code),
  title: long,
  more: long,
});

const CAUSE: Shape<ReportCause> = object({
  code,
  certainty: oneOf("proven", "likely", "possible", "ruled-out"),
  title: long,
  meaning: long,
  next: long,
  command: orNull(long),
  config: orNull(long),
  log: orNull(long),
  link: orNull(long),
  address: orNull(long),
  evidence: record<string | number>((value) => number(value) ?? long(value), 64),
});

const SERVER: Shape<ReportServer> = object({
  name: short,
  id: short,
  version: short,
  cluster: orNull(short),
  domain: orNull(short),
  authRequired: boolean,
  asksForSignature: boolean,
  tlsRequired: boolean,
  jetstream: boolean,
  lameDuck: boolean,
  clientIp: orNull(short),
  maxPayloadBytes: number,
  roundTripMs: orNull(number),
  seenAsUser: orNull(short),
  seenAsAccount: orNull(short),
});

const ATTEMPT: Shape<ReportAttempt> = object({
  address: long,
  bridge: orNull(short),
  number,
  startedAt: moment,
  elapsedMs: number,
  timeLimitMs: number,
  end: orNull(oneOf("pong", "server-closed", "timed-out", "not-tried", "cancelled")),
  phasesMs: object({
    socket: orNull(number),
    info: orNull(number),
    sign: orNull(number),
    connect: orNull(number),
  }),
  signer: orNull(oneOf("webcrypto", "nkeys.js", "none")),
  login: orNull(oneOf("token", "password")),
  errors: list(long, REPORT_LIMITS.errors),
  close: orNull(object({ code: number, reason: long, wasClean: boolean })),
  endedAt: orNull(moment),
});

const REPORT: Shape<Report> = object({
  format: oneOf(REPORT_FORMAT),
  version: oneOf(REPORT_VERSION),
  madeAt: moment,
  madeBy: orNull(short),
  outcome: orNull(oneOf("unreadable", "unreachable", "refused", "unchecked", "accepted", "ended")),
  headline: long,
  identity: IDENTITY,
  checks: list(CHECK, REPORT_LIMITS.checks),
  causes: list(CAUSE, REPORT_LIMITS.causes),
  server: orNull(SERVER),
  attempt: orNull(ATTEMPT),
  look: orNull(object({ http: orNull(boolean), https: boolean, monitoring: orNull(long) })),
  clock: orNull(
    object({ aheadMs: number, accuracyMs: number, from: oneOf("server", "page-host") }),
  ),
});

/** `input` begins as a report does (report-head.ts). Never throws and does not change the bytes. */
export function readReport(input: Uint8Array): Result<Report, ReportFault> {
  if (input.length > MAX_BYTES) return fail("report/too-large", { limit: MAX_BYTES });
  // This comes before any of it becomes a string, which cannot be wiped.
  if (containsSeed(input)) return fail("report/secret");
  const json = readJson(toText(input));
  if (!json.ok || !isJsonObject(json.value)) return fail("report/broken");
  const version = json.value.get("version");
  if (typeof version === "number" && version !== REPORT_VERSION && version !== 2) {
    return fail("report/version", { version, known: REPORT_VERSION });
  }
  const report = REPORT(version === 2 ? fromVersion2(json.value) : json.value);
  if (report === null) return fail("report/broken");
  return containsSecret(json.value) ? fail("report/secret") : ok(report.value);
}

/** Version 3 added who made the report. */
function fromVersion2(report: JsonObject): JsonObject {
  if (report.has("madeBy")) return report;
  return new Map([...report, ["version", REPORT_VERSION], ["madeBy", null]]);
}

function containsSecret(value: Json): boolean {
  if (typeof value === "string") return hasSecret(value);
  if (Array.isArray(value)) return value.some(containsSecret);
  return isJsonObject(value) && [...value].some((pair) => pair.some(containsSecret));
}

const SEED_CHARS = 58;
const SEED_KINDS = new Set([..."UAONCX"].map((kind) => kind.charCodeAt(0)));
const S = 83;

/** 58 characters of base32 in a row that begin as a seed does, in upper or lower case. */
function containsSeed(bytes: Uint8Array): boolean {
  let run = 0;
  for (let i = bytes.length - 1; i >= 0; i -= 1) {
    const byte = upper(bytes[i] ?? 0);
    const isBase32 = (byte >= 65 && byte <= 90) || (byte >= 50 && byte <= 55);
    run = isBase32 ? run + 1 : 0;
    if (run >= SEED_CHARS && byte === S && SEED_KINDS.has(upper(bytes[i + 1] ?? 0))) return true;
  }
  return false;
}

const upper = (byte: number): number => (isLower(byte) ? byte - 32 : byte);
