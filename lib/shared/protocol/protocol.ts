// Every message between the page and the vault, as types only. One map from operation to request
// and reply; `call()` in vault-client.ts and the handlers in worker/serve.ts are generic over it, so a new
// operation is one entry here and one handler there. Nothing in here can carry a seed.

import type { Fault, Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  AttemptRecord,
  ControlFrame,
  EndRecord,
  HostProbeFacts,
  ServerFacts,
} from "@/lib/shared/facts/attempt";
import type { CauseCode, Outcome } from "@/lib/shared/facts/causes";
import type {
  ExportChunk,
  ExportFormat,
  ExportScope,
  FoundRow,
  HeaderList,
  MessageDetail,
  RecordingFacts,
  RepeatFacts,
  RepeatTemplate,
  Retention,
  RowFilter,
  Seq,
  SubscriptionId,
  TimelineReply,
  TimelineRequest,
  TreeReply,
  TreeRequest,
  WindowReply,
  WindowRequest,
} from "@/lib/shared/facts/console";
import type {
  CredsFacts,
  EntryId,
  EntrySummary,
  SourceRef,
  TrustFacts,
} from "@/lib/shared/facts/creds";
import type {
  JetStreamOverview,
  PublishTry,
  ReachResult,
  RightsResult,
  StreamDetail,
  SubscribeTry,
} from "@/lib/shared/facts/permission-tries";
import type { SavedReport } from "@/lib/shared/facts/report";

/** A File with the path it was dropped under. Posting it passes a handle: the page never reads it. */
export interface FileRef {
  readonly file: File;
  /** "folder/name.creds", or the name alone. */
  readonly path: string;
  /** Found inside a dropped folder: then a file without creds is skipped and counted, not listed. */
  readonly inFolder: boolean;
}

/** What became of some files, of a paste or of a sample. */
export interface ImportResult {
  /** New keyring entries, readable or not, in order. */
  readonly added: readonly EntryId[];
  /** The same creds were loaded already. */
  readonly recognised: readonly { readonly id: EntryId; readonly source: SourceRef }[];
  /** Newer creds of a user that is loaded already. */
  readonly renewed: readonly Renewal[];
  /** Account and operator JWTs kept as trust material. */
  readonly trust: number;
  /** Reports of earlier attempts, at most MAX_REPORTS; they are no part of the keyring. */
  readonly reports: readonly SavedReport[];
  /** Files in folders that hold no creds. */
  readonly skipped: number;
}

/** Creds that renew loaded ones. */
export interface Renewal {
  /** The user's row. */
  readonly id: EntryId;
  /** The row of the former creds; of the renewed ones while they are on trial. */
  readonly other: EntryId;
  /** The row is connected: the renewed creds have to be accepted there first, see `renewalEnded`. */
  readonly isPending: boolean;
}

/** idle: never tried or disconnected by the user. waiting: an automatic retry is planned. */
export type SessionPhase = "idle" | "connecting" | "open" | "waiting";

export interface SessionState {
  readonly id: EntryId;
  readonly phase: SessionPhase;
  /** Of the last attempt; null before the first. `unreadable` is not among them: no attempt is made. */
  readonly outcome: Outcome | null;
  readonly attempt: AttemptRecord | null;
  /** Present while open, and kept after the end. */
  readonly server: ServerFacts | null;
  /** Set when an accepted connection ended. */
  readonly end: EndRecord | null;
  readonly endCode: CauseCode | null;
  /** Milliseconds since 1970 of the next automatic attempt. */
  readonly retryAt: number | null;
  /** What a look at the host and port found; null before it, and after a new attempt began. */
  readonly hostProbe: HostProbeFacts | null;
}

export interface PublishRequest {
  readonly id: EntryId;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  /** "" = none. */
  readonly reply: string;
}

export interface RequestRequest {
  readonly id: EntryId;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  readonly timeoutMs: number;
  /** 1 = the first reply ends the request; more = gather until the time is over or so many came. */
  readonly maxReplies: number;
}

export interface RequestResult {
  /** Rows of the replies, in order of arrival. */
  readonly replies: readonly Seq[];
  /** Milliseconds to each reply. */
  readonly elapsedMs: readonly number[];
  readonly noResponders: boolean;
  readonly timedOut: boolean;
}

export interface ConnectRequest {
  readonly id: EntryId;
  readonly address: string;
  readonly timeLimitMs: number;
  /** Where replies can arrive, and whether to ask who one is: lib/page/permissions/connect-plan.ts. */
  readonly inboxPrefix: string;
  readonly asksIdentity: boolean;
}

export interface ReachRequest {
  /** Publishes. */
  readonly from: EntryId;
  /** Listens. */
  readonly to: EntryId;
  readonly publish: string;
  readonly subscribe: string;
  readonly queue: string;
  readonly timeoutMs: number;
}

export interface AccountFetchResult {
  /** For people, such as "server n1 at 127.0.0.1:8080". */
  readonly source: string;
  /** Kept as trust material now. */
  readonly found: readonly string[];
  readonly missing: readonly { readonly account: string; readonly fault: Fault<ActionFault> }[];
}

export interface VaultOps {
  /**
   * Part of a drop: `before` files of its `total` were passed on already. Parts are read in the order
   * they came, each whole before the next.
   */
  openFiles: {
    request: { files: readonly FileRef[]; before: number; total: number };
    reply: Result<ImportResult, ActionFault>;
  };
  /** Bytes of pasted text; the buffer is transferred and zeroed after reading. */
  openText: { request: { bytes: Uint8Array }; reply: Result<ImportResult, ActionFault> };
  /** A sandbox sample, by a path of the page's own host ("/sandbox/…"). */
  openSample: { request: { path: string; name: string }; reply: Result<ImportResult, ActionFault> };
  readFacts: { request: { id: EntryId }; reply: Result<CredsFacts, ActionFault> };
  forget: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  forgetAll: { request: Record<string, never>; reply: Result<null, ActionFault> };
  /** A blob URL of the cleaned file, made in the vault; the page only puts it into a link. */
  cleanedCopy: {
    request: { id: EntryId };
    reply: Result<{ readonly url: string; readonly name: string }, ActionFault>;
  };
  releaseCopy: { request: { url: string }; reply: Result<null, ActionFault> };
  connect: {
    request: ConnectRequest;
    reply: Result<null, ActionFault>;
  };
  disconnect: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** Asks the host and port of the last attempt over http and https, without creds; after a click only. */
  probeHost: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  subscribe: {
    /** `max`: the subscription ends by itself after so many messages; 0 = never. */
    request: { id: EntryId; subject: string; queue: string; max: number };
    reply: Result<{ readonly subscription: SubscriptionId }, ActionFault>;
  };
  unsubscribe: {
    /** `drain`: what is on its way is still taken; replies when that is done. */
    request: { id: EntryId; subscription: SubscriptionId; drain: boolean };
    reply: Result<null, ActionFault>;
  };
  /** Replies once the server has taken it (a round trip later), so that a violation is known here. */
  publish: { request: PublishRequest; reply: Result<null, ActionFault> };
  request: { request: RequestRequest; reply: Result<RequestResult, ActionFault> };
  /** Asks $SYS.REQ.USER.INFO once more; the session's facts change with the answer. */
  askRights: { request: { id: EntryId }; reply: Result<RightsResult, ActionFault> };
  /** Whether the server would take a subscription, without one being set up. */
  trySubscribe: {
    request: { id: EntryId; subject: string; queue: string };
    reply: Result<SubscribeTry, ActionFault>;
  };
  /** A real publish, unless `isTraceOnly` (nats-server 2.11 and newer): then nothing is delivered. */
  tryPublish: {
    request: { id: EntryId; subject: string; payload: Uint8Array; isTraceOnly: boolean };
    reply: Result<PublishTry, ActionFault>;
  };
  /** Both must be connected. A real publish; with a queue group the message may go to another member. */
  tryReach: { request: ReachRequest; reply: Result<ReachResult, ActionFault> };
  /** `domain`: "" = the one of the server. */
  readJetStream: {
    request: { id: EntryId; domain: string };
    reply: Result<JetStreamOverview, ActionFault>;
  };
  readStream: {
    request: { id: EntryId; domain: string; stream: string };
    reply: Result<StreamDetail, ActionFault>;
  };
  readWindow: {
    request: { id: EntryId; window: WindowRequest };
    reply: Result<WindowReply, ActionFault>;
  };
  readMessage: { request: { id: EntryId; seq: Seq }; reply: Result<MessageDetail, ActionFault> };
  clearMessages: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** Leaves the search of the present filter where it is. */
  stopSearch: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /**
   * The nearest row after or before `from` (null = from the newest or oldest end) that `filter` lets
   * through and `find` finds, `from` itself left out; null = there is none. A newer call for the same
   * stream ends this one with "superseded".
   */
  findRow: {
    request: {
      id: EntryId;
      filter: RowFilter;
      find: RowFilter;
      from: Seq | null;
      direction: 1 | -1;
    };
    reply: Result<FoundRow | null, ActionFault>;
  };
  /** Where a row stands under a filter; null when it does not match, has left, or is not yet searched. */
  locate: {
    request: { id: EntryId; filter: RowFilter; seq: Seq };
    reply: Result<FoundRow | null, ActionFault>;
  };
  readTree: { request: { id: EntryId; tree: TreeRequest }; reply: Result<TreeReply, ActionFault> };
  readTimeline: {
    request: { id: EntryId; timeline: TimelineRequest };
    reply: Result<TimelineReply, ActionFault>;
  };
  /** For every stream, present and to come. Values out of range are brought into it. */
  setRetention: { request: { limits: Retention }; reply: Result<Retention, ActionFault> };
  /** Rows that are there at this moment; `exportNext` pulls them, so the page sets the pace. */
  exportStart: {
    request: { id: EntryId; format: ExportFormat; scope: ExportScope };
    reply: Result<{ readonly run: number; readonly total: number }, ActionFault>;
  };
  exportNext: { request: { run: number }; reply: Result<ExportChunk, ActionFault> };
  exportEnd: { request: { run: number }; reply: Result<null, ActionFault> };
  /** Replies at once; `recordingChanged` tells how reading goes on. */
  openRecording: { request: { file: File }; reply: Result<RecordingFacts, ActionFault> };
  closeRecording: { request: { id: EntryId }; reply: Result<null, ActionFault> };
  /** `perSecond` null = as fast as the connection takes it. One run at a time for each connection. */
  repeatStart: {
    request: { id: EntryId; template: RepeatTemplate; times: number; perSecond: number | null };
    reply: Result<RepeatFacts, ActionFault>;
  };
  repeatControl: {
    request: { id: EntryId; run: number; action: "pause" | "resume" | "cancel" };
    reply: Result<RepeatFacts, ActionFault>;
  };
  /** Control frames numbered after `after`, at most the last 500. */
  readFrames: {
    request: { id: EntryId; after: number };
    reply: Result<
      { readonly frames: readonly ControlFrame[]; readonly total: number },
      ActionFault
    >;
  };
  /** Asks the server that `id` is connected to for these accounts' JWTs; after a click only. */
  fetchAccounts: {
    request: { id: EntryId; accounts: readonly string[] };
    reply: Result<AccountFetchResult, ActionFault>;
  };
  ping: { request: Record<string, never>; reply: Result<null, ActionFault> };
}

export type VaultOp = keyof VaultOps;

/** Told without being asked. None of them carries a message of NATS. */
export type VaultEvent =
  | { readonly kind: "ready" }
  | { readonly kind: "batchProgressed"; readonly done: number; readonly total: number }
  /** New or changed keyring rows, in the order of the keyring; at most a few a second in a batch. */
  | { readonly kind: "entriesChanged"; readonly entries: readonly EntrySummary[] }
  | { readonly kind: "entriesForgotten"; readonly ids: readonly EntryId[] }
  | { readonly kind: "trustChanged"; readonly trust: readonly TrustFacts[] }
  | { readonly kind: "sessionChanged"; readonly session: SessionState }
  /** Accepted: `id` is connected with them now and `other` are the former ones. Else all is as it was. */
  | {
      readonly kind: "renewalEnded";
      readonly id: EntryId;
      readonly other: EntryId;
      readonly isAccepted: boolean;
    }
  /** There are rows that the page has not pulled: sent once until the next readWindow. */
  | { readonly kind: "rowsArrived"; readonly id: EntryId }
  | { readonly kind: "framesArrived"; readonly id: EntryId }
  | { readonly kind: "recordingChanged"; readonly recording: RecordingFacts }
  /** At most ten a second, and at each change of state. */
  | {
      readonly kind: "repeatChanged";
      readonly id: EntryId;
      readonly repeat: RepeatFacts;
      /** Why it failed. */
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

export type FromVault = VaultReply | { readonly event: VaultEvent };
