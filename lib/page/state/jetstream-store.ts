// What JetStream last answered to each entry. Written by jetstream-actions.ts.

import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { JetStreamOverview, StreamDetail } from "@/lib/shared/facts/permission-tries";
import { perEntry } from "./per-entry";

/** Null until the answer has come. */
export type StreamAnswer = Result<StreamDetail, ActionFault> | null;

interface EntryJetStream {
  /** "" = the domain of the server. */
  readonly domain: string;
  /** Null = not asked yet. */
  readonly report: Result<JetStreamOverview, ActionFault> | null;
  /** Milliseconds since 1970 of the report. */
  readonly at: number;
  readonly isAsking: boolean;
  /** By stream name. */
  readonly streams: ReadonlyMap<string, StreamAnswer>;
}

export const jetStreamStore = perEntry<EntryJetStream>({
  domain: "",
  report: null,
  at: 0,
  isAsking: false,
  streams: new Map(),
});
