// The facts of a report as labelled lines. Used by the Markdown and by the page. Unknown facts are left
// out.

import type { Report, ReportAttempt, ReportClock, ReportServer } from "@/lib/shared/facts/report";

export interface ReportRow {
  readonly label: string;
  readonly value: string;
}

type Values = readonly (readonly [label: string, value: string | number | boolean | null])[];

export function identityRows({ identity: of }: Report): readonly ReportRow[] {
  return rows([
    ["Name", of.name],
    ["User", of.user],
    ["Issuer", of.issuer],
    ["Account", of.account],
    ["Account name", of.accountName],
    ["Account JWT issued", of.accountJwtIssuedAt],
    ["Operator", of.operator],
    ["Operator name", of.operatorName],
    ["Issued", of.issuedAt],
    ["Not before", of.notBefore],
    ["Expires", of.expiresAt],
    ["Bearer", of.isBearer ? "yes" : null],
  ]);
}

export function attemptRows({ attempt, look, clock }: Report): readonly ReportRow[] {
  return [
    ...(attempt ? rows(attemptValues(attempt)) : []),
    ...(look
      ? rows([
          ["Over http", look.http === null ? "not asked" : answered(look.http)],
          ["Over https", answered(look.https)],
          ["Monitoring of", look.monitoring],
        ])
      : []),
    ...(clock
      ? rows([[clock.from === "server" ? "Server's clock" : "Page host's clock", clockText(clock)]])
      : []),
  ];
}

function attemptValues(of: ReportAttempt): Values {
  return [
    ["Address", of.address],
    ["Through the bridge to", of.bridge],
    ["Started", of.startedAt],
    ["Duration", ms(of.elapsedMs)],
    ["Time limit", of.timeLimitMs === 0 ? null : ms(of.timeLimitMs)],
    ["WebSocket", ms(of.phasesMs.socket)],
    ["INFO", ms(of.phasesMs.info)],
    ["Signing", ms(of.phasesMs.sign)],
    ["CONNECT to PONG", ms(of.phasesMs.connect)],
    ["Sent besides the creds", of.login && LOGINS[of.login]],
    ["Attempt", of.number === 1 ? null : `${of.number}, an automatic retry`],
    ["Result", of.end && ENDS[of.end]],
    ["Server said", of.errors.map((text) => `-ERR '${text}'`).join(" ") || null],
    ["Closed", of.close && `${of.close.code} ${of.close.reason}`.trim()],
    ["Ended", of.endedAt],
  ];
}

const LOGINS = {
  token: "a token",
  password: "a user and password",
} satisfies Record<NonNullable<ReportAttempt["login"]>, string>;

const ENDS = {
  pong: "PONG",
  "server-closed": "closed by the server or the network",
  "timed-out": "no answer in time",
  "not-tried": "not tried",
  cancelled: "cancelled",
} satisfies Record<NonNullable<ReportAttempt["end"]>, string>;

export function serverRows({ server }: Report): readonly ReportRow[] {
  return server ? rows(serverValues(server)) : [];
}

function serverValues(of: ReportServer): Values {
  return [
    ["Server", of.name],
    ["Version", of.version],
    ["Server ID", of.id],
    ["Cluster", of.cluster],
    ["Domain", of.domain],
    ["Requires a login", of.authRequired],
    ["Requires a signature", of.asksForSignature],
    ["TLS required", of.tlsRequired],
    ["JetStream", of.jetstream],
    ["Lame duck", of.lameDuck ? "yes" : null],
    ["Sees this page as", of.clientIp],
    ["Max payload", `${of.maxPayloadBytes} bytes`],
    ["Round trip", ms(of.roundTripMs)],
    ["Confirmed user", of.seenAsUser],
    ["Confirmed account", of.seenAsAccount],
  ];
}

function rows(values: Values): readonly ReportRow[] {
  return values.flatMap(([label, value]) =>
    value === null || value === "" ? [] : [{ label, value: word(value) }],
  );
}

const word = (value: string | number | boolean): string =>
  typeof value === "boolean" ? (value ? "yes" : "no") : String(value);

const ms = (value: number | null): string | null =>
  value === null ? null : `${Number(value.toFixed(1))} ms`;

function clockText({ aheadMs, accuracyMs }: ReportClock): string {
  const within = `within ${accuracyMs} ms`;
  if (Math.abs(aheadMs) <= accuracyMs) return `agrees with this computer, ${within}`;
  return `${Math.abs(aheadMs)} ms ${aheadMs > 0 ? "ahead of" : "behind"} this computer, ${within}`;
}

const answered = (did: boolean): string =>
  did ? "answered" : "no answer that the browser accepts";
