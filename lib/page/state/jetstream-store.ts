// What JetStream last answered to each entry, and what of it is shown. Written by jetstream-actions.ts.

import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  ApiAnswer,
  ConsumerSummary,
  JetStreamOverview,
  StreamSummary,
} from "@/lib/shared/facts/permission-tries";
import type { StoredPlace } from "@/lib/shared/facts/stored-place";
import { perEntry } from "./per-entry";

export interface StreamDetail {
  readonly stream: ApiAnswer<StreamSummary>;
  /** Null until they were listed, which can take longer. */
  readonly consumers: ApiAnswer<readonly ConsumerSummary[]> | null;
}

/** Null until the answer has come. */
export type StreamAnswer = Result<StreamDetail, ActionFault> | null;

export type StreamTab = "contents" | "messages" | "subjects" | "consumers" | "config";

/** "newest": the last messages; "live": then the new ones, through a consumer if it may be made. */
export type PageFrom =
  | StoredPlace
  | { readonly kind: "newest" }
  | { readonly kind: "live"; readonly mayConsume: boolean };

/** Which stored messages are shown. A new object each time that the user chooses a place. */
export interface ShownPlace {
  readonly from: PageFrom;
  /** Only messages of this subject, which may have wildcards; ">" = all. */
  readonly subject: string;
}

/** A Stop that the user has not taken back. */
export interface StoredStop {
  /** The filter when it was pressed. */
  readonly filter: string;
  /** The end of the list was out of view since then. */
  readonly hasLeftEnd: boolean;
  /** A refresh was asked for since then. It brings what is new, and the rest stays stopped. */
  readonly isRefreshed: boolean;
}

interface EntryJetStream {
  /** "" = the domain of the server. */
  readonly domain: string;
  /** Null = not asked yet. */
  readonly report: Result<JetStreamOverview, ActionFault> | null;
  /** Milliseconds since 1970 of the report. */
  readonly at: number;
  readonly isAsking: boolean;
  /** It is refreshed every few seconds. */
  readonly isFollowing: boolean;
  /** By stream name. */
  readonly streams: ReadonlyMap<string, StreamAnswer>;
  /** The stream that is shown; null = the account. */
  readonly chosen: string | null;
  readonly tab: StreamTab;
  /** In the chosen stream. */
  readonly place: ShownPlace;
  /** Null = nothing of it was stopped: it is read as far as the list, a filter or an export needs it. */
  readonly stop: StoredStop | null;
  /** The creds may make a consumer on the chosen stream, answer its flow control, and delete it. */
  readonly mayConsume: boolean;
}

/** Where a stream is opened. */
export const NEWEST: ShownPlace = { from: { kind: "newest" }, subject: ">" };

export const jetStreamStore = perEntry<EntryJetStream>({
  domain: "",
  report: null,
  at: 0,
  isAsking: false,
  isFollowing: false,
  streams: new Map(),
  chosen: null,
  tab: "contents",
  place: NEWEST,
  stop: null,
  mayConsume: false,
});
