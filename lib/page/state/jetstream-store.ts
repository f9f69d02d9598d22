// What JetStream last answered to each entry, and what of it is shown. Written by jetstream-actions.ts.

import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  ApiAnswer,
  JetStreamOverview,
  StreamDetail,
} from "@/lib/shared/facts/permission-tries";
import type { StoredDetail, StoredFrom, StoredPage } from "@/lib/shared/facts/stored";
import { perEntry } from "./per-entry";

/** Null until the answer has come. */
export type StreamAnswer = Result<StreamDetail, ActionFault> | null;

export type StreamTab = "contents" | "messages" | "consumers" | "config";

/** "newest": the last page, which moves on when the view is refreshed. */
export type PageFrom = StoredFrom | { readonly kind: "newest" };

/** The page of stored messages that is shown. */
export interface ShownPage {
  readonly from: PageFrom;
  readonly subject: string;
  readonly isReading: boolean;
  /** Null until the answer has come. */
  readonly answer: Result<ApiAnswer<StoredPage>, ActionFault> | null;
  /** Where the pages before this one began. */
  readonly before: readonly PageFrom[];
}

export interface OpenStored {
  readonly sequence: number;
  readonly answer: Result<ApiAnswer<StoredDetail | null>, ActionFault> | null;
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
  /** Of the chosen stream; null = not asked yet. */
  readonly page: ShownPage | null;
  readonly open: OpenStored | null;
}

export const jetStreamStore = perEntry<EntryJetStream>({
  domain: "",
  report: null,
  at: 0,
  isAsking: false,
  isFollowing: false,
  streams: new Map(),
  chosen: null,
  tab: "contents",
  page: null,
  open: null,
});
