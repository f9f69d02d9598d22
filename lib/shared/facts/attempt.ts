// What was observed of one connection, in order: types only, shared by the vault, the diagnosis and
// the page. Times are milliseconds since the attempt began unless the name says otherwise.

import type { ClockFacts } from "./clock";
import type { UserPermissions } from "./creds";

/** An INFO as the server sent it, reduced to the fields that we read, bounded in length. */
export interface InfoFacts {
  readonly serverId: string;
  readonly serverName: string;
  readonly version: string;
  readonly cluster: string | null;
  readonly domain: string | null;
  readonly authRequired: boolean;
  readonly hasNonce: boolean;
  readonly tlsRequired: boolean;
  readonly maxPayloadBytes: number;
  readonly jetstream: boolean;
  readonly headers: boolean;
  readonly clientId: number | null;
  readonly clientIp: string | null;
  readonly lameDuck: boolean;
  /** Whether the dashboard's bridge reaches the server over TLS; null without a bridge. */
  readonly bridgeTls: boolean | null;
  /** The account that the connection is in (second INFO, nats-server 2.12 and newer). */
  readonly remoteAccount: string | null;
  /** Whether that is the system account; null where the INFO names no account. */
  readonly inSystemAccount: boolean | null;
}

/** How long each step took; absent when it did not happen. Their sum is the time to the verdict. */
export interface AttemptPhases {
  readonly socketMs?: number;
  readonly infoMs?: number;
  readonly signMs?: number;
  readonly connectMs?: number;
}

export interface CloseFacts {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** How an attempt ended, as observed; the outcome of causes.ts follows from it. */
export type AttemptEnd =
  /** PONG received. */
  | "pong"
  /** The server closed, or sent -ERR, before the first PONG. */
  | "server-closed"
  /** No answer within the time limit. */
  | "timed-out"
  /** The address cannot be used at all (see `localCode`). */
  | "not-tried"
  /** Disconnect was pressed while connecting. */
  | "cancelled";

export interface AttemptRecord {
  readonly address: string;
  /** Name of the bridge's target that the address goes to; null = straight to a server. */
  readonly bridge: string | null;
  /** 1 for the user's click, then counted up by automatic retries. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly timeLimitMs: number;
  readonly end: AttemptEnd | null;
  readonly socketOpened: boolean;
  readonly phases: AttemptPhases;
  readonly elapsedMs: number;
  readonly info: InfoFacts | null;
  /** Texts of -ERR, without the quotes, in order; at most 8, each at most 256 characters. */
  readonly errors: readonly string[];
  readonly close: CloseFacts | null;
  readonly signer: "webcrypto" | "nkeys.js" | "none" | null;
  /** Why it was not tried. */
  readonly localCode: "net/bad-url" | "net/mixed-content" | null;
}

/** Whether anything at the host and port of an attempt answered HTTP and HTTPS. */
export interface HostProbeFacts {
  /** Null = not asked: a page loaded over https may not ask over http. */
  readonly http: boolean | null;
  readonly https: boolean;
  /** Origin of this page, for the server's allowed_origins. */
  readonly pageOrigin: string;
  /** Null where it is no monitoring port, or none that a page may read. */
  readonly monitoring: MonitoringFacts | null;
}

/** What a nats-server says of itself at its monitoring port. */
export interface MonitoringFacts {
  readonly serverName: string;
  readonly version: string;
  /** Null = it has no WebSocket listener. */
  readonly webSocket: {
    /** The address it is bound to, such as "0.0.0.0". */
    readonly host: string;
    readonly port: number;
    readonly hasTls: boolean;
    /** "host:port" that the server tells its clients to use; null = none of its own. */
    readonly advertise: string | null;
    readonly isSameOriginOnly: boolean;
    /** Empty = any; at most 200. */
    readonly allowedOrigins: readonly string[];
  } | null;
}

/** Who the server says we are. */
export interface IdentityAnswer {
  readonly from: "user-info" | "info";
  /** Null where the answer does not say. */
  readonly user: string | null;
  readonly account: string | null;
  readonly accountName: string | null;
  readonly userName: string | null;
  /** Its clock against ours, where the answer tells its time. */
  readonly clock: ClockFacts | null;
  /**
   * The permissions in force; all lists null = no restriction. Null where the answer does not say.
   * The server leaves out an empty allow list, and before 2.15 the queue groups of its rules.
   */
  readonly permissions: UserPermissions | null;
  /** When it will end this connection, by our clock, milliseconds since 1970; null = not, or not told. */
  readonly endsAtMs: number | null;
}

/** Why the server was not asked or did not say who we are. */
export type RightsUnavailableReason =
  | "no-service"
  | "not-permitted"
  | "timed-out"
  | "no-permission-subject";

export interface ServerFacts {
  readonly info: InfoFacts;
  /** From the last INFO: the limit in force for this user. */
  readonly maxPayloadBytes: number;
  readonly roundTripMs: number | null;
  readonly identity: IdentityAnswer | null;
  readonly identitySilence: RightsUnavailableReason | null;
  /** Whether it answers this user what it answers users of the system account only; null = not tried. */
  readonly answersSystem: boolean | null;
}

/** How an accepted connection came to its end. */
export interface EndRecord {
  readonly at: number;
  readonly errors: readonly string[];
  readonly close: CloseFacts | null;
  /** True when the user pressed Disconnect: then it is no end in the sense of an outcome. */
  readonly byUser: boolean;
}

/** One control line as it went over the wire, shortened and with secrets removed. */
export interface ControlFrame {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly direction: "in" | "out";
  /** At most 4,096 characters; jwt, sig and nonce replaced by their lengths. */
  readonly line: string;
}
