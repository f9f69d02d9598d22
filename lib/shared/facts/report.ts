// The report of one attempt: what its file holds, as types. lib/page/diagnosis/report/report.ts makes it on the
// page, lib/vault/creds/report-file.ts reads it from a file in the vault, and the page shows it. It holds public
// facts only.

import type { Fault } from "@/lib/shared/base/result";
import type { AttemptEnd, AttemptRecord, CloseFacts } from "./attempt";
import type { Certainty, CheckState, Outcome } from "./causes";

export const REPORT_FORMAT = "credence-report";
/** Each shape has a number. A page opens reports with the number that it writes, and those before from 2 on. */
export const REPORT_VERSION = 3;

/** Longer lists and texts are cut when a report is made, and refused when it is read. */
export const REPORT_LIMITS = { chars: 4_000, causes: 80, checks: 40, errors: 8 } as const;

/** ISO 8601, UTC. */
export type Moment = string;

export interface ReportIdentity {
  readonly name: string | null;
  readonly user: string | null;
  readonly issuer: string | null;
  readonly account: string | null;
  /** The next four fields come from account and operator JWTs that were loaded when the report was made. */
  readonly accountName: string | null;
  readonly accountJwtIssuedAt: Moment | null;
  readonly operator: string | null;
  readonly operatorName: string | null;
  readonly issuedAt: Moment | null;
  readonly notBefore: Moment | null;
  readonly expiresAt: Moment | null;
  readonly isBearer: boolean;
}

export interface ReportCheck {
  readonly id: string;
  readonly state: CheckState;
  readonly code: string | null;
  readonly title: string;
  /** "" = nothing to add. */
  readonly more: string;
}

export interface ReportCause {
  readonly code: string;
  readonly certainty: Certainty;
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
  /** A command for a terminal, lines for the server's configuration, and a text in its log. */
  readonly command: string | null;
  readonly config: string | null;
  readonly log: string | null;
  /** A web address, and a server address to connect to. */
  readonly link: string | null;
  readonly address: string | null;
  readonly evidence: Readonly<Record<string, string | number>>;
}

export interface ReportServer {
  readonly name: string;
  readonly id: string;
  readonly version: string;
  readonly cluster: string | null;
  readonly domain: string | null;
  readonly authRequired: boolean;
  /** Whether its INFO asked for a signature. */
  readonly asksForSignature: boolean;
  readonly tlsRequired: boolean;
  readonly jetstream: boolean;
  readonly lameDuck: boolean;
  readonly clientIp: string | null;
  readonly maxPayloadBytes: number;
  readonly roundTripMs: number | null;
  /** Who the user is according to the server, where it says so. */
  readonly seenAsUser: string | null;
  readonly seenAsAccount: string | null;
}

export interface ReportAttempt {
  readonly address: string;
  /** Name of the bridge's target, where the address is the dashboard's bridge. */
  readonly bridge: string | null;
  /** 1 for a click; each automatic retry adds 1. */
  readonly number: number;
  readonly startedAt: Moment;
  readonly elapsedMs: number;
  readonly timeLimitMs: number;
  readonly end: AttemptEnd | null;
  readonly phasesMs: {
    readonly socket: number | null;
    readonly info: number | null;
    readonly sign: number | null;
    readonly connect: number | null;
  };
  readonly signer: AttemptRecord["signer"];
  /** The kind of what was sent besides the creds; null = nothing. */
  readonly login: AttemptRecord["login"];
  /** For a connection that has ended, these and `close` describe its end instead of the attempt's. */
  readonly errors: readonly string[];
  readonly close: CloseFacts | null;
  readonly endedAt: Moment | null;
}

/** What the host probe ("Look closer") found. */
export interface ReportLook {
  readonly http: boolean | null;
  readonly https: boolean;
  /** "nats-eu-2, nats-server 2.15.1", where a monitoring port says so. */
  readonly monitoring: string | null;
}

export interface ReportClock {
  /** The other clock minus the page's, in milliseconds. */
  readonly aheadMs: number;
  readonly accuracyMs: number;
  readonly from: "server" | "page-host";
}

export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly version: typeof REPORT_VERSION;
  readonly madeAt: Moment;
  /** "Credence 1.2.3"; null in reports of version 2, which did not say. */
  readonly madeBy: string | null;
  readonly outcome: Outcome | null;
  readonly headline: string;
  readonly identity: ReportIdentity;
  readonly checks: readonly ReportCheck[];
  readonly causes: readonly ReportCause[];
  readonly server: ReportServer | null;
  readonly attempt: ReportAttempt | null;
  readonly look: ReportLook | null;
  readonly clock: ReportClock | null;
}

/** Why a file that claims to be a report is not opened. */
export type ReportFault =
  | "report/version"
  | "report/broken"
  | "report/secret"
  | "report/too-large"
  | "part-missing";

/** At most this many reports of one drop are opened. */
export const MAX_REPORTS = 20;

/** A report in a file or a paste, or why it was not opened. */
export type SavedReport = { readonly name: string } & (
  | { readonly report: Report }
  | { readonly fault: Fault<ReportFault> }
);
