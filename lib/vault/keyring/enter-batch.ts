// Enters the readings of a file into the keyring, and collects the result for the page. Called by file-import.ts.

import type { Result } from "@/lib/shared/base/result";
import type { EntryId, Renewal } from "@/lib/shared/facts/creds";
import {
  MAX_REPORTS,
  type Report,
  type ReportFault,
  type SavedReport,
} from "@/lib/shared/facts/report";
import type { ImportResult, VaultEvent } from "@/lib/shared/protocol/protocol";
import type { ReadResult } from "@/lib/vault/creds/readings";
import type { Keyring } from "./keyring";
import type { Reading } from "./read-files";

/** Findings that are listed even if the file was found in a folder. */
const ALWAYS_LISTED: readonly string[] = ["creds/unreadable-file", "creds/too-many"];

/** Receives what was read. */
export interface ImportTarget {
  readonly keyring: Keyring;
  readonly emit: (event: VaultEvent) => void;
  /** Starts a renewal when these creds renew loaded ones; null when they renew none. */
  renew(id: EntryId): Renewal | null;
  /** These entries have a JWT or a seed that they lacked. */
  onJoined(ids: readonly EntryId[]): void;
}

export type GrowingResult = {
  -readonly [Key in keyof ImportResult]: ImportResult[Key] extends readonly (infer Item)[]
    ? Item[]
    : ImportResult[Key];
};

export const newResult = (): GrowingResult => ({
  added: [],
  recognised: [],
  joined: [],
  renewed: [],
  trust: 0,
  reports: [],
  skipped: 0,
});

/** Enters what one file holds, or a part of it, into the keyring and adds it to `result`. */
export function enterBatch(
  { keyring, renew, onJoined }: ImportTarget,
  { name, origin, isOptional }: Reading,
  results: readonly ReadResult[],
  result: GrowingResult,
): Changes {
  const ids: EntryId[] = [];
  let hasTrust = false;
  for (const found of results) {
    if (found.kind === "nothing" && isOptional && !ALWAYS_LISTED.includes(found.fault.code)) {
      result.skipped += 1;
      continue;
    }
    if (found.kind === "report") {
      if (result.reports.length < MAX_REPORTS) result.reports.push(toSavedReport(name, found.read));
      continue;
    }
    const arrival = keyring.add(found, origin(found));
    if (arrival.kind === "trust") {
      result.trust += 1;
      hasTrust = true;
      continue;
    }
    if (arrival.kind === "joined") {
      onJoined(arrival.ids);
      result.joined.push(...arrival.ids);
      ids.push(...arrival.ids);
      continue;
    }
    const { id, source } = arrival;
    const renewal = renew(id);
    if (renewal !== null) {
      result.renewed.push(renewal);
      ids.push(renewal.id, renewal.other);
      continue;
    }
    if (arrival.kind === "added") result.added.push(id);
    else result.recognised.push({ id, source });
    ids.push(id);
  }
  return { ids, hasTrust };
}

function toSavedReport(name: string, read: Result<Report, ReportFault>): SavedReport {
  return read.ok ? { name, report: read.value } : { name, fault: read.fault };
}

export interface Changes {
  readonly ids: readonly EntryId[];
  readonly hasTrust: boolean;
}
