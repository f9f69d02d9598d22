// The report of one attempt, made for a ticket: identity by public keys, checks, server, attempt with
// its times, causes. As an object for JSON, and as Markdown made from that object. Page only. Never a
// seed, a JWT, a signature or a nonce: none of them is among the facts that the page has, and what
// looks like one inside a name is taken out (report.test.ts greps for them).

import { escapedText } from "@/lib/base/visible-text";
import { checkText } from "@/lib/diagnosis/check-text";
import { checksOf } from "@/lib/diagnosis/checks";
import { NOTHING_SEEN } from "@/lib/diagnosis/findings";
import { namesOf } from "@/lib/diagnosis/names";
import { causeText, outcomeTitle } from "@/lib/diagnosis/text";
import { chainOf } from "@/lib/diagnosis/trust/chain";
import { type SessionSeen, verdictOf } from "@/lib/diagnosis/verdict";
import type { AttemptRecord, InfoFacts } from "@/lib/facts/attempt";
import type { Cause, Outcome } from "@/lib/facts/causes";
import type { CredsFacts, TrustFacts } from "@/lib/facts/creds";

export interface Report {
  readonly format: "credence-report";
  readonly version: 1;
  /** ISO 8601, UTC; so are all moments here. */
  readonly madeAt: string;
  readonly outcome: Outcome | null;
  readonly headline: string;
  readonly identity: Readonly<Record<string, string | null>>;
  readonly checks: readonly {
    readonly id: string;
    readonly state: string;
    readonly code: string | null;
    readonly text: string;
  }[];
  readonly causes: readonly {
    readonly code: string;
    readonly certainty: string;
    readonly title: string;
    readonly meaning: string;
    readonly next: string;
    /** A line for a terminal, lines for the server's configuration, words in its log. */
    readonly command: string | null;
    readonly config: string | null;
    readonly log: string | null;
    readonly evidence: Cause["evidence"];
  }[];
  readonly server: Readonly<Record<string, string | number | boolean | null>> | null;
  readonly attempt: {
    readonly address: string;
    readonly startedAt: string;
    readonly elapsedMs: number;
    readonly phasesMs: AttemptRecord["phases"];
    readonly errors: readonly string[];
    readonly close: AttemptRecord["close"];
  } | null;
}

export function reportOf(
  facts: CredsFacts,
  session: SessionSeen | null,
  trust: readonly TrustFacts[],
  nowMs: number,
): Report {
  const verdict = verdictOf(facts, session, nowMs, trust);
  const names = namesOf(facts, trust);
  const info = session?.server?.info ?? session?.attempt?.info ?? null;
  const report: Report = {
    format: "credence-report",
    version: 1,
    madeAt: new Date(nowMs).toISOString(),
    outcome: verdict?.outcome ?? null,
    headline: verdict ? outcomeTitle(verdict.outcome) : "Not connected yet",
    identity: identityOf(facts, trust),
    checks: checksOf(facts, nowMs, session ?? NOTHING_SEEN, trust).map((check) => {
      const { title, more } = checkText(check, nowMs);
      const text = more ? `${title}: ${more}` : title;
      return { id: check.id, state: check.state, code: check.code, text };
    }),
    causes: (verdict?.causes ?? []).map((cause) => {
      const { title, meaning, next, ...lines } = causeText(cause, nowMs, names);
      const { command = null, config = null, log = null } = lines;
      return { ...cause, title, meaning, next, command, config, log };
    }),
    server: info && serverOf(info),
    attempt: session?.attempt ? attemptOf(session.attempt, session) : null,
  };
  return withoutSecrets(report);
}

function identityOf(facts: CredsFacts, trust: readonly TrustFacts[]): Report["identity"] {
  const { jwt, seed } = facts;
  const moment = (sec: number | null) => (sec ? new Date(sec * 1000).toISOString() : null);
  const chain = chainOf(facts, trust);
  return {
    name: jwt?.name ?? null,
    user: jwt?.subject ?? seed.publicKey,
    issuer: jwt?.issuer ?? null,
    account: chain?.account ?? null,
    accountName: chain?.accountJwt?.name ?? null,
    operator: chain?.operatorJwt?.subject ?? null,
    operatorName: chain?.operatorJwt?.name ?? null,
    issuedAt: moment(jwt?.issuedAtSec ?? null),
    notBefore: moment(jwt?.notBeforeSec ?? null),
    expiresAt: moment(jwt?.expiresAtSec ?? null),
  };
}

function serverOf(info: InfoFacts): Report["server"] {
  const { serverName, serverId, version, cluster, authRequired, jetstream, clientIp } = info;
  const { maxPayloadBytes } = info;
  return {
    serverName,
    serverId,
    version,
    cluster,
    authRequired,
    jetstream,
    clientIp,
    maxPayloadBytes,
  };
}

/** Of an ended connection, its end stands in place of the attempt's own. */
function attemptOf(attempt: AttemptRecord, { end }: SessionSeen): Report["attempt"] {
  const { startedAt, elapsedMs, phases } = attempt;
  return {
    // A proxy's query may carry a password of its own.
    address: attempt.address.split(/[?#]/u)[0] ?? "",
    startedAt: new Date(startedAt).toISOString(),
    elapsedMs: Math.round(elapsedMs * 10) / 10,
    phasesMs: phases,
    errors: end?.errors ?? attempt.errors,
    close: end ? end.close : attempt.close,
  };
}

const SECRET = /S[UAONCX][A-Z2-7]{56}|eyJ[\w-]{8,}(?:\.[\w-]*){0,2}/gu;

function withoutSecrets(report: Report): Report {
  return JSON.parse(JSON.stringify(report).replace(SECRET, "(removed)"));
}

export function reportJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function reportMarkdown(report: Report): string {
  const { identity, server, attempt, causes, checks } = report;
  const lines = [
    `# ${report.headline}`,
    "",
    ...causes.flatMap((cause) => (cause.certainty === "ruled-out" ? [] : causeLines(cause))),
    ...ruledOutLine(report),
    "",
    "| | |",
    "|---|---|",
    ...rows(identity),
    ...(attempt
      ? rows({
          address: attempt.address,
          started: attempt.startedAt,
          "took (ms)": String(attempt.elapsedMs),
          "server said": attempt.errors.map((text) => `-ERR '${text}'`).join(" ") || null,
          closed: attempt.close ? `${attempt.close.code} ${attempt.close.reason}`.trim() : null,
        })
      : []),
    ...rows(server ?? {}),
    "",
    "Checks:",
    "",
    ...checks.map(({ id, state, code, text }) => {
      return `- ${state}: ${id}${code ? ` (\`${code}\`)` : ""}: ${plain(text)}`;
    }),
    "",
    `Made ${report.madeAt} with Credence. Holds no seed, JWT or signature.`,
  ];
  return `${lines.join("\n")}\n`;
}

function causeLines(cause: Report["causes"][number]): readonly string[] {
  const { code, certainty, title, meaning, next, command, config, log } = cause;
  return [
    `- **${plain(title)}** (${certainty}, \`${code}\`). ${plain(meaning)} ${plain(next)}`,
    ...[command, config].flatMap((text) => (text === null ? [] : [`  - ${codeSpan(text)}`])),
    ...(log === null ? [] : [`  - Server log: ${codeSpan(log)}`]),
  ];
}

/** In as many backticks as it takes to hold the text. */
function codeSpan(text: string): string {
  const fence = "`".repeat(
    1 + Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length)),
  );
  return `${fence} ${escapedText(text)} ${fence}`;
}

function ruledOutLine({ causes }: Report): readonly string[] {
  const out = causes.filter(({ certainty }) => certainty === "ruled-out");
  return out.length === 0
    ? []
    : [`- Ruled out: ${out.map(({ code }) => `\`${code}\``).join(", ")}`];
}

function rows(values: Readonly<Record<string, string | number | boolean | null>>) {
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value === "" ? [] : [`| ${name} | ${plain(String(value))} |`],
  );
}

/** Text from files and servers as text, whatever Markdown or hidden characters are in it. */
function plain(text: string): string {
  return escapedText(text).replace(/[\\`*_[\]<>|]/gu, (mark) => `\\${mark}`);
}
