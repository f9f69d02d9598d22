// Every message between the page and the vault, as types only: one map from operation to request and reply,
// and the events. `call()` in lib/page/vault-link/vault-client.ts and the handlers in lib/vault/worker/serve.ts
// are generic over the map, so a new operation is one entry here and one handler there. port-rules.ts proves
// that no message can carry a seed.

import type { Fault, Result } from "@/lib/shared/base/result";
import type { AccountFetchResult, ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  AttemptRecord,
  ControlFrame,
  CutFacts,
  EndRecord,
  HostProbeFacts,
  LocalNetworkFacts,
  MonitoringFacts,
  ServerFacts,
} from "@/lib/shared/facts/attempt";
import type { CauseCode, Outcome } from "@/lib/shared/facts/causes";
import type { CheckCell, CheckProgress } from "@/lib/shared/facts/check";
import type {
  ExportChunk,
  FoundRow,
  MessageDetail,
  RecordingFacts,
  RepeatFacts,
  RequestResult,
  ResponderFacts,
  Retention,
  Seq,
  SubscriptionId,
  WindowReply,
  WindowRequest,
} from "@/lib/shared/facts/console";
import type {
  CredsFacts,
  EntryId,
  EntrySummary,
  Renewal,
  SourceRef,
  TrustFacts,
} from "@/lib/shared/facts/creds";
import type {
  TimelineReply,
  TimelineRequest,
  TreeReply,
  TreeRequest,
} from "@/lib/shared/facts/log-figures";
import type {
  PublishTry,
  ReachResult,
  RightsResult,
  SubscribeTry,
} from "@/lib/shared/facts/permission-tries";
import type { SavedReport } from "@/lib/shared/facts/report";
import type {
  CheckControlRequest,
  CheckStartRequest,
  ConnectRequest,
  ExportStartRequest,
  FindRowRequest,
  LocateRequest,
  LoginRequest,
  OpenFilesRequest,
  PublishRequest,
  RepeatControlRequest,
  RepeatStartRequest,
  ReplayStartRequest,
  RequestRequest,
  ResponderStartRequest,
  SubscribeAllRequest,
  SubscribeRequest,
  TryPublishRequest,
  TryReachRequest,
  TrySubscribeRequest,
  UnsubscribeRequest,
} from "./requests";
import type { SchemaOps } from "./schema-ops";
import type { StoredOps } from "./stored-ops";

/** What importing files, a paste or a sample gave. */
export interface ImportResult {
  /** New keyring entries, readable or not, in order. */
  readonly added: readonly EntryId[];
  /** Creds that were loaded already. */
  readonly recognised: readonly { readonly id: EntryId; readonly source: SourceRef }[];
  /** Entries that got the JWT or the seed that they lacked, once for each part that came. */
  readonly joined: readonly EntryId[];
  /** Newer creds of a user that was loaded already. */
  readonly renewed: readonly Renewal[];
  /** Account and operator JWTs kept as trust material. */
  readonly trust: number;
  /** Reports of earlier attempts, at most MAX_REPORTS. They do not join the keyring. */
  readonly reports: readonly SavedReport[];
  /** Files in folders that hold no creds. */
  readonly skipped: number;
}

/** `idle`: never tried, or disconnected by the user. `waiting`: an automatic retry is planned. */
export type SessionPhase = "idle" | "connecting" | "open" | "waiting";

export interface SessionState {
  readonly id: EntryId;
  readonly phase: SessionPhase;
  /** Of the last attempt; null before the first. Never `unreadable`, since such creds are not tried. */
  readonly outcome: Outcome | null;
  readonly attempt: AttemptRecord | null;
  /** Set once the connection is open, and kept after its end. */
  readonly server: ServerFacts | null;
  /** Set when an accepted connection ended. */
  readonly end: EndRecord | null;
  readonly endCode: CauseCode | null;
  /** Milliseconds since 1970 of the next automatic attempt. */
  readonly retryAt: number | null;
  /** Replies to its requests arrive below it. */
  readonly inboxPrefix: string;
  /** What the host probe found; null before it, and once a new attempt has begun. */
  readonly hostProbe: HostProbeFacts | null;
  /** Read after a socket that did not open; null before, and where the browser has no such permission. */
  readonly localNetwork: LocalNetworkFacts | null;
  /** Kept while the session reconnects; null as long as no pattern shows. */
  readonly cuts: CutFacts | null;
}

type None = Record<string, never>;

export interface VaultOps extends StoredOps, SchemaOps {
  // Keyring: what is loaded, and what was read from it.

  openFiles: { request: OpenFilesRequest; reply: Result<ImportResult, ActionFault> };
  /** Takes pasted text as bytes. The buffer is transferred, and zeroed after reading. */
  openText: { request: { bytes: Uint8Array }; reply: Result<ImportResult, ActionFault> };
  /** Takes a sandbox sample by its path on the page's host ("/sandbox/…"). */
  openSample: { request: { path: string; name: string }; reply: Result<ImportResult, ActionFault> };
  readFacts: { request: { id: EntryId }; reply: Result<CredsFacts, ActionFault> };
  /** The facts of many entries, in the order of `ids`; those that are no longer loaded are left out. */
  readManyFacts: {
    request: { ids: readonly EntryId[] };
    reply: Result<readonly CredsFacts[], ActionFault>;
  };
  forget: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** The same for many. Those that are not loaded are passed over. */
  forgetMany: { request: { ids: readonly EntryId[] }; reply: Result<null, ActionFault> };
  /** Forgets one account or operator JWT, by its `sub`. */
  forgetTrust: { request: { id: string }; reply: Result<null, ActionFault> };
  /** The account or operator JWT as it was issued, to be copied. It is public. Fails when a claim holds a seed. */
  readTrustJwt: {
    request: { id: string };
    reply: Result<{ readonly encoded: string }, ActionFault>;
  };
  forgetAll: { request: None; reply: Result<null, ActionFault> };
  /** Adds the other half of a login, or replaces it. It is sent with the next CONNECT. */
  setLogin: { request: LoginRequest; reply: Result<null, ActionFault> };
  removeLogin: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** Gives a blob URL of the cleaned file. The vault makes the blob; the page only puts the URL into a link. */
  cleanedCopy: {
    request: { id: EntryId };
    reply: Result<{ readonly url: string; readonly name: string }, ActionFault>;
  };
  /** The same for all creds that some client refuses as written: one archive, made once for all of them. */
  cleanedCopies: {
    request: None;
    reply: Result<
      {
        readonly url: string;
        readonly name: string;
        readonly files: number;
        /** Creds whose file changed or could not be read again. */
        readonly missed: number;
      },
      ActionFault
    >;
  };
  releaseCopy: { request: { url: string }; reply: Result<null, ActionFault> };
  /** Asks the server that `id` is connected to for these accounts' JWTs. Only after a click. */
  fetchAccounts: {
    request: { id: EntryId; accounts: readonly string[] };
    reply: Result<AccountFetchResult, ActionFault>;
  };

  // Session: the connection of one entry.

  connect: { request: ConnectRequest; reply: Result<null, ActionFault> };
  disconnect: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** Asks the host and port of the last attempt over http and https, without creds. Only after a click. */
  probeHost: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** The same about an address of a check, which no session has. */
  probeAddress: {
    request: { readonly address: string };
    reply: Result<HostProbeFacts, ActionFault>;
  };
  /**
   * Asks a host's monitoring port for its WebSocket listener, without creds. Only after a click that names
   * both. Null when nothing may be read, or when no nats-server answers.
   */
  askMonitoring: {
    request: { host: string; port: number };
    reply: Result<MonitoringFacts | null, ActionFault>;
  };
  /** Asks $SYS.REQ.USER.INFO once more. The session's facts change with the answer. */
  askRights: { request: { id: EntryId }; reply: Result<RightsResult, ActionFault> };
  /** Gives control frames numbered after `after`, at most the last 500. */
  readFrames: {
    request: { id: EntryId; after: number };
    reply: Result<
      { readonly frames: readonly ControlFrame[]; readonly total: number },
      ActionFault
    >;
  };

  // Console: subscriptions, messages out, and the log.

  subscribe: {
    request: SubscribeRequest;
    reply: Result<{ readonly subscription: SubscriptionId }, ActionFault>;
  };
  /** All of them at once, on the connection that is open now, except those that are active already. */
  subscribeAll: { request: SubscribeAllRequest; reply: Result<null, ActionFault> };
  unsubscribe: { request: UnsubscribeRequest; reply: Result<null, ActionFault> };
  /** Also those that the server has not answered yet. */
  unsubscribeAll: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** Replies after a round trip, once the server has taken the message, so that a violation is known. */
  publish: { request: PublishRequest; reply: Result<null, ActionFault> };
  request: { request: RequestRequest; reply: Result<RequestResult, ActionFault> };
  /**
   * Starts a run of generated messages. Each connection has one run at a time. It begins on the connection that is open
   * now, and not at all when that ends or the run is cancelled first.
   */
  repeatStart: { request: RepeatStartRequest; reply: Result<RepeatFacts, ActionFault> };
  /** Sends messages of a log again. It is the run of its connection, as repeated messages are. */
  replayStart: { request: ReplayStartRequest; reply: Result<RepeatFacts, ActionFault> };
  repeatControl: { request: RepeatControlRequest; reply: Result<RepeatFacts, ActionFault> };
  /**
   * Answers requests on a subject from now on, in place of the responder before it. It ends with the
   * connection, and nothing starts it again.
   */
  responderStart: { request: ResponderStartRequest; reply: Result<ResponderFacts, ActionFault> };
  responderStop: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  readWindow: {
    request: { id: EntryId; window: WindowRequest };
    reply: Result<WindowReply, ActionFault>;
  };
  readMessage: { request: { id: EntryId; seq: Seq }; reply: Result<MessageDetail, ActionFault> };
  clearMessages: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** Ends the search of the present filter. The rows found so far stay. */
  stopSearch: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /**
   * Gives the nearest row before or after `from` that `filter` lets through and `find` finds; null = there
   * is none. `from` itself is left out. A newer call for the same log ends this one with "superseded".
   */
  findRow: { request: FindRowRequest; reply: Result<FoundRow | null, ActionFault> };
  /** Gives the place of a row under a filter; null = it does not match, has left, or is not yet searched. */
  locate: { request: LocateRequest; reply: Result<FoundRow | null, ActionFault> };
  readTree: { request: { id: EntryId; tree: TreeRequest }; reply: Result<TreeReply, ActionFault> };
  readTimeline: {
    request: { id: EntryId; timeline: TimelineRequest };
    reply: Result<TimelineReply, ActionFault>;
  };
  /** Applies to every log, present and future. Values out of range are moved into it. */
  setRetention: { request: { limits: Retention }; reply: Result<Retention, ActionFault> };

  // Tries: asking the server whether something is allowed.

  /** Whether the server would accept a subscription. None is kept. */
  trySubscribe: { request: TrySubscribeRequest; reply: Result<SubscribeTry, ActionFault> };
  /** A real publish, unless `isTraceOnly` is set. */
  tryPublish: { request: TryPublishRequest; reply: Result<PublishTry, ActionFault> };
  /** A real publish; both entries must be connected. A queue group may give the message to another member. */
  tryReach: { request: TryReachRequest; reply: Result<ReachResult, ActionFault> };

  // Check: many creds against servers.

  /** Ends an earlier check. `checkProgressed` events report it. */
  checkStart: { request: CheckStartRequest; reply: Result<{ readonly run: number }, ActionFault> };
  checkControl: { request: CheckControlRequest; reply: Result<null, ActionFault> };

  // Export: the rows that are there at the start. The page pulls them with `exportNext` and sets the pace.

  exportStart: {
    request: ExportStartRequest;
    reply: Result<{ readonly run: number; readonly total: number }, ActionFault>;
  };
  exportNext: { request: { run: number }; reply: Result<ExportChunk, ActionFault> };
  exportEnd: { request: { run: number }; reply: Result<null, ActionFault> };

  // Recording: a saved export, opened as a log without a connection.

  /** Replies at once. `recordingChanged` events report the progress of reading. */
  openRecording: { request: { file: File }; reply: Result<RecordingFacts, ActionFault> };
  closeRecording: { request: { id: EntryId }; reply: Result<null, ActionFault> };

  // The vault itself.

  ping: { request: None; reply: Result<null, ActionFault> };
}

export type VaultOp = keyof VaultOps;

/** What the vault sends without being asked. No event carries a message of NATS. */
export type VaultEvent =
  | { readonly kind: "ready" }
  /** The files that are read next. Those of the event before it have been read. */
  | { readonly kind: "filesBegun"; readonly paths: readonly string[] }
  /** Files of a drop that were read; of a single file or paste, creds that were read. */
  | { readonly kind: "batchProgressed"; readonly done: number; readonly total: number }
  /** New or changed entries, in the order of the keyring; at most a few events a second in a batch. */
  | { readonly kind: "entriesChanged"; readonly entries: readonly EntrySummary[] }
  | { readonly kind: "entriesForgotten"; readonly ids: readonly EntryId[] }
  | { readonly kind: "trustChanged"; readonly trust: readonly TrustFacts[] }
  | { readonly kind: "sessionChanged"; readonly session: SessionState }
  /** When accepted, `id` is connected with the renewed creds and `other` holds the former ones. Else nothing changed. */
  | {
      readonly kind: "renewalEnded";
      readonly id: EntryId;
      readonly other: EntryId;
      readonly isAccepted: boolean;
    }
  /** There are rows that the page has not pulled. Sent once until the next readWindow. */
  | { readonly kind: "rowsArrived"; readonly id: EntryId }
  | { readonly kind: "framesArrived"; readonly id: EntryId }
  /** At most ten a second, and at each change of state. `cells` are results that no earlier event had. */
  | {
      readonly kind: "checkProgressed";
      readonly progress: CheckProgress;
      readonly cells: readonly CheckCell[];
    }
  | { readonly kind: "recordingChanged"; readonly recording: RecordingFacts }
  /** At most ten a second, and when it ends. */
  | {
      readonly kind: "responderChanged";
      readonly id: EntryId;
      readonly responder: ResponderFacts;
      /** Why it ended; null when the user ended it. */
      readonly fault: Fault<ActionFault> | null;
    }
  /** At most ten a second, and at each change of state. */
  | {
      readonly kind: "repeatChanged";
      readonly id: EntryId;
      readonly repeat: RepeatFacts;
      /** Why the run failed; null when it did not. */
      readonly fault: Fault<ActionFault> | null;
    };

export type VaultRequest = {
  [Op in VaultOp]: {
    readonly call: number;
    readonly op: Op;
    readonly request: VaultOps[Op]["request"];
  };
}[VaultOp];

export type VaultReply = {
  readonly call: number;
  readonly reply: VaultOps[VaultOp]["reply"];
};

/**
 * The name of the Web Lock that the vault holds for as long as it lives. Sent once it holds the lock, and only
 * where the browser has Web Locks.
 */
export type VaultLock = { readonly lock: string };

export type FromVault = VaultReply | VaultLock | { readonly event: VaultEvent };
