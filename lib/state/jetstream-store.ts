// What JetStream said to each loaded creds, as last asked.

import type { Result } from "@/lib/base/result";
import type { ActionFault } from "@/lib/facts/action-fault";
import type { JetStreamReport, StreamReport } from "@/lib/facts/server-probes";
import { perEntry } from "@/lib/state/per-entry";

/** Null while it is asked. */
export type StreamAnswer = Result<StreamReport, ActionFault> | null;

interface EntryJetStream {
  /** "" = the domain of the server. */
  readonly domain: string;
  /** Null = not asked yet. */
  readonly report: Result<JetStreamReport, ActionFault> | null;
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
