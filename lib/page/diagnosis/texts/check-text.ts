// One short line per check and state, for the list of checks. A check that failed or warns has the title
// of its cause. `more` is the second, smaller line, or "".

import { formatSpan } from "@/lib/page/format/duration";
import { clause, num, shortKey, str } from "@/lib/page/format/evidence";
import { formatMoment } from "@/lib/page/format/time";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Check, CheckId } from "@/lib/shared/facts/causes";
import { causeText } from "./cause-text";
import { clientNames } from "./client-text";
import { clockClause } from "./jwt-text";

export interface CheckText {
  readonly title: string;
  readonly more: string;
}

type Line = (evidence: Evidence, nowMs: number) => CheckText;

const line = (title: string, more = ""): CheckText => ({ title, more });

const PASSED: Record<CheckId, Line> = {
  form: (evidence) => {
    const clients = str(evidence, "clients");
    return line(
      clients === null
        ? "Every client can read the file"
        : `Every client except ${clientNames(clients.split(", "))} can read the file`,
    );
  },
  signature: () => line("The signature is valid for the issuer"),
  issuer: (evidence) =>
    num(evidence, "isSigningKey") !== 1
      ? line("Issued by the account itself")
      : str(evidence, "keyProof") === "server"
        ? line("Issued by a signing key", "the server accepts it")
        : line("Issued by a signing key of the account", "the loaded account JWT lists it"),
  seed: (evidence) =>
    num(evidence, "bearer") === 1
      ? line("Needs no seed", "bearer: the server asks for no signature")
      : line("The seed belongs to this user"),
  validity: (evidence, nowMs) => {
    const exp = num(evidence, "expiresAtSec");
    const left = num(evidence, "leftSec");
    return exp === null || left === null
      ? line("Does not expire")
      : line(
          "Valid now",
          `${formatSpan(left)} left, until ${formatMoment(exp, nowMs)}${clause(clockClause(evidence), (clock) => `; ${clock}`)}`,
        );
  },
  times: (evidence) => {
    const windows = str(evidence, "windows");
    return windows === null
      ? line("May connect at any hour")
      : line(
          "Inside the hours when it may connect",
          `${windows} ${str(evidence, "zone") ?? ""}`.trim(),
        );
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
        ? "TCP connections are allowed, as the bridge makes them"
        : "WebSocket connections are allowed",
    ),
  claims: () => line("Claims are well formed"),
  limits: () => line("Limits allow subscribing and publishing"),
  size: () => line("Small enough for one CONNECT line"),
  chain: (evidence) =>
    line(
      "The account and operator chain is verified",
      `${str(evidence, "accountName") ?? "account"} of ${str(evidence, "operatorName") ?? "its operator"}`,
    ),
  "who-am-i": (evidence) =>
    num(evidence, "callout") === 1
      ? line(
          "An auth callout decided who this is",
          `in account ${shortKey(str(evidence, "serverAccount") ?? "of the callout")}; it says little about the file`,
        )
      : str(evidence, "serverUser") === null
        ? line("The server confirms this account")
        : line("The server confirms this user"),
};

/** "no subscription and no byte is", from the names of the limits that are zero. */
export function nothingAllowed(zero: string): string {
  const nothing = [
    ...(zero.includes("payload") && !zero.includes("subscriptions") ? [] : ["no subscription"]),
    ...(zero.includes("subscriptions") && !zero.includes("payload") ? [] : ["no byte"]),
  ];
  return `${nothing.join(" and ")} is`;
}

const UNKNOWN: Record<CheckId, Line> = {
  form: () => line("The file format is not known"),
  signature: () => line("The signature is not verified yet"),
  issuer: (evidence) => {
    if (num(evidence, "isSigningKey") !== 1) return line("The issuer is not known");
    return str(evidence, "keyProof") === "unlisted"
      ? line("Not issued by a key of the loaded account JWT", "the server may have a newer one")
      : line("The signing key is not proven", "the account JWT or a server can prove it");
  },
  seed: (evidence) => {
    const key = str(evidence, "seedOf");
    return line(
      "There is no JWT to compare the seed with",
      key === null ? "" : `it belongs to ${shortKey(key)}`,
    );
  },
  validity: () => line("The validity is not known"),
  times: (evidence) =>
    line(
      "The hours depend on the server's time zone",
      [str(evidence, "windows"), str(evidence, "zone")].filter(Boolean).join(" "),
    ),
  source: (evidence) =>
    line(
      "Only certain addresses may connect",
      `allowed: ${str(evidence, "allowed") ?? ""}${num(evidence, "bridged") === 1 ? "; the address of the bridge counts" : ""}`,
    ),
  "connection-type": () => line("The connection types are not known"),
  claims: () => line("The claims are not checked"),
  limits: (evidence) =>
    num(evidence, "callout") === 1
      ? line("The auth callout sets the limits", "connect to see them")
      : line(
          "The limits come from the signing key, if it is scoped",
          `if this key is not scoped, ${nothingAllowed(str(evidence, "zero") ?? "")} allowed; add the account JWT or connect to see`,
        ),
  size: () => line("The size is not known"),
  chain: (evidence) =>
    line(
      "The account and operator chain is not verified",
      clause(
        str(evidence, "accountName"),
        (name) => `${name} matches; add its operator JWT as well`,
      ) || "add the account JWT to verify it",
    ),
  "who-am-i": (evidence) =>
    line(
      "The server has not confirmed this user",
      SILENCE[str(evidence, "silence") ?? ""] ?? "connect to find out",
    ),
};

/** By the reasons of IdentitySilence (lib/shared/facts/attempt.ts). */
const SILENCE: Readonly<Record<string, string>> = {
  "no-service": "this server has no service to ask",
  "not-permitted": "the server did not permit the request",
  "timed-out": "the server did not answer in time",
  "no-permission-subject": "its permissions do not allow the request",
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
