// A check of many creds against servers, as it crosses the port: its progress and its results. Types only. Made by
// lib/vault/check, kept by lib/page/state/check-store.ts.

import type { AttemptRecord, EndRecord, ServerFacts } from "./attempt";
import type { CauseCode, Outcome } from "./causes";
import type { EntryId } from "./creds";

/** `paused`: by the user, or because every server that is left stopped answering. */
export type CheckRunState = "running" | "paused" | "stopped" | "done";

/**
 * Of one server. `silent`: it answered before and no longer does, so it is tried again after growing waits. `ended`: it
 * never answered, or not again, so its other creds are not tried.
 */
export type CheckColumnState = "running" | "silent" | "ended" | "done";

/** What was observed of one creds on one server; the same facts as those of a session. */
export interface CheckObservation {
  readonly attempt: AttemptRecord;
  readonly server: ServerFacts | null;
  readonly outcome: Outcome;
  /** Set when the server ended the accepted connection before it was asked who the user is. */
  readonly end: EndRecord | null;
  readonly endCode: CauseCode | null;
}

export interface CheckCell extends CheckObservation {
  readonly id: EntryId;
  /** The index of the server in the order of the run. */
  readonly column: number;
}

export interface CheckColumnFacts {
  readonly state: CheckColumnState;
  /** Creds that have a result. */
  readonly done: number;
  readonly total: number;
  /** When a silent server is tried next, milliseconds since 1970. */
  readonly retryAt: number | null;
  /** The attempt that showed that the server is silent; null while it answers. */
  readonly silence: CheckObservation | null;
}

export interface CheckProgress {
  readonly run: number;
  readonly state: CheckRunState;
  /** Connections that are being made or are open. */
  readonly active: number;
  readonly columns: readonly CheckColumnFacts[];
}
