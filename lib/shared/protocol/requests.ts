// The requests to a session and its log that have more than two fields, as types. Shorter ones are written
// in the map of protocol.ts itself.

import type {
  ExportFormat,
  ExportScope,
  HeaderList,
  RepeatTemplate,
  ResponderAnswer,
  RowFilter,
  Seq,
  SubscriptionId,
} from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StoredFrom, StoredPlace } from "@/lib/shared/facts/stored-place";

/** A File with the path it was dropped under. Posting it passes a handle; the page never reads the file. */
export interface FileRef {
  readonly file: File;
  /** "folder/name.creds", or the name alone. */
  readonly path: string;
  /** Whether it was found inside a dropped folder. There, a file without creds is counted but not listed. */
  readonly inFolder: boolean;
}

/** Part of a drop. Parts are read in the order in which they come, each whole before the next. */
export interface OpenFilesRequest {
  readonly files: readonly FileRef[];
  /** Files of the same drop that were sent in earlier parts. */
  readonly before: number;
  /** All files of the drop. */
  readonly total: number;
}

export interface ConnectRequest {
  readonly id: EntryId;
  readonly address: string;
  readonly timeLimitMs: number;
  /** Where replies can arrive (lib/page/permissions/connect-plan.ts). */
  readonly inboxPrefix: string;
  /** Whether to ask the server who the user is. */
  readonly asksIdentity: boolean;
}

/** A token, or a user and password, that is sent with the creds of `id`. The buffers are transferred, and zeroed. */
export interface LoginRequest {
  readonly id: EntryId;
  readonly login:
    | { readonly kind: "token"; readonly token: Uint8Array }
    | { readonly kind: "password"; readonly user: Uint8Array; readonly password: Uint8Array };
}

export interface SubscribeRequest {
  readonly id: EntryId;
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  /** The subscription ends by itself after this many messages; 0 = never. */
  readonly max: number;
}

export interface SubscribeAllRequest {
  readonly id: EntryId;
  /** None ends by itself. Those that are not well-formed are left out. */
  readonly lines: readonly Pick<SubscribeRequest, "subject" | "queue">[];
}

export interface UnsubscribeRequest {
  readonly id: EntryId;
  readonly subscription: SubscriptionId;
  /** Messages on their way are still kept, and the reply comes after the last one. */
  readonly drain: boolean;
}

export interface PublishRequest {
  readonly id: EntryId;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  /** "" = none. */
  readonly reply: string;
}

/** A request of NATS: a publish with a reply inbox. */
export interface RequestRequest {
  readonly id: EntryId;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: HeaderList;
  readonly timeoutMs: number;
  /** 1 = the first reply ends the request. With more, replies are gathered until that number or the time limit. */
  readonly maxReplies: number;
  /** After the first reply, this long without another ends the request; absent = only the time limit does. */
  readonly silenceMs?: number;
  /** A reply without a payload ends the request, as it does for streams of replies. */
  readonly endsEmpty?: boolean;
}

export interface FindRowRequest {
  readonly id: EntryId;
  /** The filter whose rows are looked through. */
  readonly filter: RowFilter;
  /** What is looked for among them. */
  readonly find: RowFilter;
  /** The search starts beside this row; null = at the newest or oldest end. */
  readonly from: Seq | null;
  readonly direction: 1 | -1;
}

export interface LocateRequest {
  readonly id: EntryId;
  readonly filter: RowFilter;
  readonly seq: Seq;
}

export interface ExportStartRequest {
  readonly id: EntryId;
  readonly format: ExportFormat;
  readonly scope: ExportScope;
}

export interface RepeatStartRequest {
  readonly id: EntryId;
  /** The page gives each run a higher number, so that it can cancel one that has not answered yet. */
  readonly run: number;
  readonly template: RepeatTemplate;
  readonly times: number;
  /** Null = as fast as the connection takes it. */
  readonly perSecond: number | null;
}

export interface ReplayStartRequest {
  readonly id: EntryId;
  /** As that of a repeat. */
  readonly run: number;
  /** The log of the messages: a session or a recording. */
  readonly from: EntryId;
  readonly scope: ExportScope;
  /** Only messages on these subjects are sent. */
  readonly pattern: string;
  /** What their subjects become; see compileSubjectMap. */
  readonly target: string;
  /** 1 = at the pace of their arrival; null = as fast as the connection takes them. */
  readonly speed: number | null;
}

export interface RepeatControlRequest {
  readonly id: EntryId;
  readonly run: number;
  readonly action: "pause" | "resume" | "cancel";
}

export interface ResponderStartRequest {
  readonly id: EntryId;
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  readonly answer: ResponderAnswer;
  /** From the request to its answer; 0 to 60,000. */
  readonly delayMs: number;
}

export interface TrySubscribeRequest {
  readonly id: EntryId;
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
}

export interface TryPublishRequest {
  readonly id: EntryId;
  readonly subject: string;
  readonly payload: Uint8Array;
  /** Traces the message and delivers nothing (nats-server 2.11 and newer). */
  readonly isTraceOnly: boolean;
}

/** A publish by one entry while another one listens. */
export interface TryReachRequest {
  /** The entry that publishes. */
  readonly from: EntryId;
  /** The entry that listens. */
  readonly to: EntryId;
  readonly publish: string;
  readonly subscribe: string;
  readonly queue: string;
  readonly timeoutMs: number;
}

export interface ReadStreamRequest {
  readonly id: EntryId;
  /** "" = the domain of the server. */
  readonly domain: string;
  readonly stream: string;
}

export interface ReadSubjectsRequest extends ReadStreamRequest {
  /** May have wildcards. */
  readonly filter: string;
  /** How many are skipped. */
  readonly first: number;
  /** 1..1000. */
  readonly count: number;
}

/** The messages of a stream, as its info described it when it was last read. */
export interface StoredTarget {
  readonly id: EntryId;
  /** "" = the domain of the server. */
  readonly domain: string;
  readonly stream: string;
  /** Only messages of this subject, which may have wildcards; ">" = all. */
  readonly subject: string;
  readonly allowsDirect: boolean;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** No message between them was deleted. Only makes reading faster. */
  readonly isDense?: boolean;
  /** A consumer may be made to read much of it, and be deleted again. Only makes reading faster. */
  readonly mayConsume?: boolean;
}

export interface ReadStoredRequest {
  readonly target: StoredTarget;
  readonly from: StoredFrom;
  /** 1..1000. */
  readonly count: number;
}

/** The subject of `target` says which keys: "$KV.bucket.>". */
export interface ReadKeysRequest {
  readonly target: StoredTarget;
  /** Part of the keys; "" = all. */
  readonly contains: string;
  /** The subject of the last row of the page before; "" = this is the first. */
  readonly after: string;
  /** 1..1000. */
  readonly count: number;
}

export interface ReadObjectsRequest {
  readonly target: StoredTarget;
  /** The subject of the last row of the page before; "" = this is the first. */
  readonly after: string;
  /** 1..1000. */
  readonly count: number;
}

export interface DownloadStartRequest {
  readonly target: StoredTarget;
  /** The name of the object. */
  readonly name: string;
  /** Where it is written; null = into a blob. */
  readonly file: FileSystemFileHandle | null;
}

export interface PlaceStoredRequest {
  readonly target: StoredTarget;
  readonly place: StoredPlace;
  /** Null = to the last message that was there. */
  readonly count: number | null;
  /** New messages are read then, through a consumer or by asking again and again; null = they are not. */
  readonly follow: "consumer" | "poll" | null;
}

export interface CheckStartRequest {
  /** Each with its own plan of ConnectRequest. */
  readonly creds: readonly Pick<ConnectRequest, "id" | "inboxPrefix" | "asksIdentity">[];
  readonly servers: readonly {
    readonly address: string;
    /** At most so many attempts a second begin; null = as many as the browser allows. */
    readonly perSecond: number | null;
  }[];
  readonly timeLimitMs: number;
  /** Connections to one server at a time; null = as many as suits a browser. */
  readonly atATime: number | null;
}

export interface CheckControlRequest {
  readonly run: number;
  readonly action: "pause" | "resume" | "stop";
}
