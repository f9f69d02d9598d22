// The report of one attempt: what its file holds, as types. Made on the page (lib/page/diagnosis/report/report.ts),
// read from a file in the vault (lib/vault/creds/report-file.ts), shown on the page. Public facts only.

import type { Fault } from "@/lib/shared/base/result";
import type { AttemptEnd, AttemptRecord, CloseFacts } from "./attempt";
import type { Certainty, CheckState, Outcome } from "./causes";

export const REPORT_FORMAT = "credence-report";
/** Another shape gets another number; a page opens reports of its own number alone. */
export const REPORT_VERSION = 1;

/** What longer lists and texts are cut to when a report is made, and refused beyond when it is read. */
export const REPORT_LIMITS = { chars: 4_000, causes: 80, checks: 40, errors: 8 } as const;

/** ISO 8601, UTC. */
export type Moment = string;

export interface ReportIdentity {
  readonly name: string | null;
  readonly user: string | null;
  readonly issuer: string | null;
  readonly account: string | null;
  /** The next four from account and operator JWTs at hand when the report was made. */
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
  /** "" = no more to say. */
  readonly more: string;
}

export interface ReportCause {
  readonly code: string;
  readonly certainty: Certainty;
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
  /** A line for a terminal, lines for the server's configuration, words in its log. */
  readonly command: string | null;
  readonly config: string | null;
  readonly log: string | null;
  /** A web address, and one to connect to. */
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
  /** Its INFO asked for a signature. */
  readonly asksForSignature: boolean;
  readonly tlsRequired: boolean;
  readonly jetstream: boolean;
  readonly lameDuck: boolean;
  readonly clientIp: string | null;
  readonly maxPayloadBytes: number;
  readonly roundTripMs: number | null;
  /** Who it takes us for, where it says so. */
  readonly seenAsUser: string | null;
  readonly seenAsAccount: string | null;
}

export interface ReportAttempt {
  readonly address: string;
  /** Name of the target where the address is the dashboard's bridge. */
  readonly bridge: string | null;
  /** 1 for a click, then counted up by automatic retries. */
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
  /** Of an ended connection, its end stands in place of the attempt's own. */
  readonly errors: readonly string[];
  readonly close: CloseFacts | null;
  readonly endedAt: Moment | null;
}

/** What a closer look at the host and port found. */
export interface ReportLook {
  readonly http: boolean | null;
  readonly https: boolean;
  /** "nats-eu-2, nats-server 2.15.1", where it is a monitoring port that says so. */
  readonly monitoring: string | null;
}

export interface ReportClock {
  /** The other clock minus the page's. */
  readonly aheadMs: number;
  readonly accuracyMs: number;
  readonly from: "server" | "page-host";
}

export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly version: typeof REPORT_VERSION;
  readonly madeAt: Moment;
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

/** Why a file that says it is a report is not opened. */
export type ReportFault =
  | "report/version"
  | "report/broken"
  | "report/secret"
  | "report/too-large"
  | "part-missing";

/** So many are opened of one drop. */
export const MAX_REPORTS = 20;

/** A report in a file or a paste: opened, or why not. */
export type SavedReport = { readonly name: string } & (
  | { readonly report: Report }
  | { readonly fault: Fault<ReportFault> }
);
