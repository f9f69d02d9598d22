// One short line per check and state, for the list of checks. Page only. A failed or warned check
// speaks with the title of its cause; `more` is the second, smaller line, or "".

import { formatSpan } from "@/lib/page/format/duration";
import { formatMoment } from "@/lib/page/format/time";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Check, CheckId } from "@/lib/shared/facts/causes";
import { causeText } from "./cause-text";
import { clause, num, shortKey, str } from "./evidence";
import { clockClause } from "./jwt-text";

export interface CheckText {
  readonly title: string;
  readonly more: string;
}

type Line = (evidence: Evidence, nowMs: number) => CheckText;

const line = (title: string, more = ""): CheckText => ({ title, more });

const PASSED: Record<CheckId, Line> = {
  form: () => line("Every client can read the file"),
  signature: () => line("Signature verifies against issuer"),
  issuer: (evidence) =>
    num(evidence, "isSigningKey") === 1
      ? line("Issued by a signing key", "that it belongs to the account is for the server to say")
      : line("Issued by the account itself"),
  seed: (evidence) =>
    num(evidence, "bearer") === 1
      ? line("Needs no seed", "bearer: the server asks for no signature")
      : line("Seed belongs to this user"),
  validity: (evidence, nowMs) => {
    const exp = num(evidence, "expiresAtSec");
    const left = num(evidence, "leftSec");
    return exp === null || left === null
      ? line("Does not expire")
      : line(
          "Inside its validity window",
          `${formatSpan(left)} left, until ${formatMoment(exp, nowMs)}${clause(clockClause(evidence), (clock) => `; ${clock}`)}`,
        );
  },
  times: (evidence) => {
    const windows = str(evidence, "windows");
    return windows === null
      ? line("May connect at any hour")
      : line("Inside its connect hours", `${windows} ${str(evidence, "zone") ?? ""}`.trim());
  },
  source: (evidence) => {
    const allowed = str(evidence, "allowed");
    return allowed === null
      ? line("May connect from any address")
      : line("Your address is allowed", `${str(evidence, "address") ?? ""} in ${allowed}`);
  },
  "connection-type": (evidence) =>
    line(
      str(evidence, "wanted") === "STANDARD"
        ? "TCP connections, as the bridge makes them, allowed"
        : "WebSocket connections allowed",
    ),
  claims: () => line("Claims are well formed"),
  limits: () => line("Limits allow subscribing and publishing"),
  size: () => line("Small enough for one CONNECT line"),
  chain: (evidence) =>
    line(
      "Account and operator chain",
      `${str(evidence, "accountName") ?? "account"} of ${str(evidence, "operatorName") ?? "its operator"}`,
    ),
  "who-am-i": (evidence) =>
    str(evidence, "serverUser") === null
      ? line("The server puts you in this account")
      : line("The server takes you for this user"),
};

const UNKNOWN: Record<CheckId, Line> = {
  form: () => line("Form of the file"),
  signature: () => line("Signature not verified yet"),
  issuer: () => line("Issuer not known"),
  seed: (evidence) => {
    const key = str(evidence, "seedOf");
    return line(
      "No JWT to compare the seed with",
      key === null ? "" : `it belongs to ${shortKey(key)}`,
    );
  },
  validity: () => line("Validity not known"),
  times: (evidence) =>
    line(
      "Connect hours depend on the server's time zone",
      [str(evidence, "windows"), str(evidence, "zone")].filter(Boolean).join(" "),
    ),
  source: (evidence) =>
    line(
      "Only certain addresses may connect",
      `allowed: ${str(evidence, "allowed") ?? ""}${num(evidence, "bridged") === 1 ? "; the bridge's own counts" : ""}`,
    ),
  "connection-type": () => line("Connection types not known"),
  claims: () => line("Claims not checked"),
  limits: () => line("Limits come from the signing key", "connecting shows them"),
  size: () => line("Size not known"),
  chain: (evidence) =>
    line(
      "Account and operator chain",
      clause(
        str(evidence, "accountName"),
        (name) => `${name} agrees; drop its operator JWT, too`,
      ) || "drop the account JWT to verify it",
    ),
  "who-am-i": (evidence) =>
    line(
      "Who the server takes you for",
      SILENCE[str(evidence, "silence") ?? ""] ?? "connecting shows it",
    ),
};

/** By the reasons of IdentitySilence (lib/shared/facts/attempt.ts). */
const SILENCE: Readonly<Record<string, string>> = {
  "no-service": "this server has no way to ask",
  "not-permitted": "the server did not permit the question",
  "timed-out": "the server did not answer in time",
  "no-permission-subject": "its permissions do not allow to ask",
};

export function checkText(check: Check, nowMs: number = Date.now()): CheckText {
  const { id, state, code, evidence } = check;
  if (code !== null) {
    const certainty = state === "warn" ? "likely" : "proven";
    const { title, meaning } = causeText({ code, certainty, evidence }, nowMs);
    return line(title, meaning);
  }
  return (state === "unknown" ? UNKNOWN : PASSED)[id](evidence, nowMs);
}
