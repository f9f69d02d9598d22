// What was observed of one connection. Types only, for the vault, the diagnosis and the page. Times are
// milliseconds since the attempt began unless the name says otherwise.

import type { ServerCause } from "./causes";
import type { ClockFacts } from "./clock";
import type { LoginKind, UserPermissions } from "./creds";

/** An INFO of the server, reduced to the fields that Credence reads, with bounded lengths. */
export interface InfoFacts {
  readonly serverId: string;
  readonly serverName: string;
  readonly version: string;
  /**
   * Whether it looks like nats-server, which names its Go release and has a server key as its id. Another
   * product has neither (EMQX: apps/emqx_gateway_nats/src/emqx_nats_channel.erl, info_frame).
   */
  readonly isNatsServer: boolean;
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
  /** The account of the connection (second INFO, nats-server 2.12 and newer). */
  readonly remoteAccount: string | null;
  /** Whether that account is the system account; null where the INFO names no account. */
  readonly inSystemAccount: boolean | null;
}

/** How long each step took; absent when it did not happen. The sum is the time to the verdict. */
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
  /** Set where the socket compressed its frames. */
  readonly isCompressed?: true;
  /** Set when this page ended the connection because of what the server sent. */
  readonly fault?: CloseFault;
}

/** The server broke the protocol, or asked to sign what no NATS server asks to sign. */
export type CloseFault = Extract<ServerCause, "server/protocol" | "server/odd-nonce">;

/** How an attempt ended, as observed. The outcome (causes.ts) follows from it. */
export type AttemptEnd =
  /** A PONG came. */
  | "pong"
  /** The server closed, or sent -ERR, before the first PONG. */
  | "server-closed"
  /** No answer came within the time limit. */
  | "timed-out"
  /** The address cannot be used (see `localCode`). */
  | "not-tried"
  /** The user pressed Disconnect while connecting. */
  | "cancelled";

export interface AttemptRecord {
  readonly address: string;
  /** Name of the bridge's target behind the address; null = the address is a server's. */
  readonly bridge: string | null;
  /** 1 for the user's click; each automatic retry adds 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly timeLimitMs: number;
  readonly end: AttemptEnd | null;
  readonly socketOpened: boolean;
  readonly phases: AttemptPhases;
  readonly elapsedMs: number;
  readonly info: InfoFacts | null;
  /** Texts of -ERR without the quotes, in order; at most 8 of at most 256 characters. */
  readonly errors: readonly string[];
  readonly close: CloseFacts | null;
  readonly signer: "webcrypto" | "nkeys.js" | "none" | null;
  /** What CONNECT carried besides the creds; null = nothing. */
  readonly login: LoginKind | null;
  /** Why the address was not tried. */
  readonly localCode: "net/bad-url" | "net/mixed-content" | null;
  /** Null where the engine is not known. */
  readonly browser: BrowserFacts | null;
}

/** What the browser is, where that decides what a failed WebSocket means. */
export interface BrowserFacts {
  readonly engine: "chromium" | "firefox" | "webkit";
  readonly isPageHttps: boolean;
}

/** Whether the host and port of an attempt answered HTTP and HTTPS. */
export interface HostProbeFacts {
  /** Null = not asked: a page loaded over https may not ask over http. */
  readonly http: boolean | null;
  readonly https: boolean;
  /** Origin of this page, for the server's allowed_origins. */
  readonly pageOrigin: string;
  /** Null where it is no monitoring port, or one that a page may not read. */
  readonly monitoring: MonitoringFacts | null;
}

/** The state of a permission; "insecure": only a page over https may ask for it. */
export type LocalNetworkState = "granted" | "denied" | "prompt" | "insecure";

/** Whether the browser lets this page reach this computer and the local network. */
export interface LocalNetworkFacts {
  readonly pageOrigin: string;
  readonly loopback: LocalNetworkState;
  readonly local: LocalNetworkState;
}

/** What a nats-server says about itself at its monitoring port. */
export interface MonitoringFacts {
  readonly serverName: string;
  readonly version: string;
  /** Null = it has no WebSocket listener. */
  readonly webSocket: {
    /** The address it is bound to, such as "0.0.0.0". */
    readonly host: string;
    readonly port: number;
    readonly hasTls: boolean;
    /** The "host:port" that the server tells its clients to use; null = it tells none. */
    readonly advertise: string | null;
    readonly isSameOriginOnly: boolean;
    /** Empty = any; at most 200. */
    readonly allowedOrigins: readonly string[];
  } | null;
}

/** Who the user is, according to the server. */
export interface IdentityAnswer {
  readonly from: "user-info" | "info";
  /** Null where the answer does not say. */
  readonly user: string | null;
  readonly account: string | null;
  readonly accountName: string | null;
  readonly userName: string | null;
  /** The server's clock compared with this machine's, where the answer holds its time. */
  readonly clock: ClockFacts | null;
  /**
   * The permissions in force; all lists null = no restriction. Null where the answer does not say.
   * The server omits an empty allow list, and before 2.15 the queue groups of its rules.
   */
  readonly permissions: UserPermissions | null;
  /** When the server will end this connection, by this machine's clock, milliseconds since 1970; null = never, or unknown. */
  readonly endsAtMs: number | null;
}

/** Why the server was not asked, or did not say, who the user is. */
export type RightsUnavailableReason =
  | "no-service"
  | "not-permitted"
  | "timed-out"
  | "no-permission-subject";

export interface ServerFacts {
  readonly info: InfoFacts;
  /** The limit in force for this user, from the last INFO. */
  readonly maxPayloadBytes: number;
  readonly roundTripMs: number | null;
  /** When the server was last heard, by the clock of arrivals, at the last beat; milliseconds since 1970. */
  readonly lastAnswerAt: number;
  /** It has not answered the last question of the heartbeat in time (lib/vault/session/heartbeat.ts). */
  readonly isSilent: boolean;
  readonly identity: IdentityAnswer | null;
  readonly identitySilence: RightsUnavailableReason | null;
  /** Whether the server answers this user as it answers only users of the system account; null = not tried. */
  readonly answersSystem: boolean | null;
}

/** How an accepted connection ended. */
export interface EndRecord {
  readonly at: number;
  readonly errors: readonly string[];
  readonly close: CloseFacts | null;
  /** True when the user pressed Disconnect. Such an end is not the outcome "ended". */
  readonly byUser: boolean;
  /**
   * Set when the session no longer reconnects by itself: how often in a row the connection ended before it was
   * stable (lib/vault/session/retries.ts).
   */
  readonly givenUpAfter?: number;
  /** Set by the page when this tab's vault stopped, which also ends every planned retry. */
  readonly vaultStopped?: VaultStopFacts;
}

/** Connections in a row that were lost without a word, each about as long after it was opened. */
export interface CutFacts {
  /** At least 2. */
  readonly times: number;
  /** How long the last one lasted. */
  readonly afterMs: number;
}

/** What a stopped vault took with it, as far as the page knows. */
export interface VaultStopFacts {
  /** Messages of this session, by the page's last count; null = the page never counted them. */
  readonly messages: number | null;
}

/** One control line as it was sent or received, shortened and without secrets. */
export interface ControlFrame {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly direction: "in" | "out";
  /** At most 4,096 characters. jwt, sig and nonce are replaced by their lengths, a login by "[hidden]". */
  readonly line: string;
}
