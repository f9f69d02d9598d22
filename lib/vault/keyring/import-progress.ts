// Notifies the page of what an import changed, a few times a second. Used by file-import.ts.

import type { EntryId } from "@/lib/shared/facts/creds";
import type { Changes, ImportTarget } from "./enter-batch";

/** The progress of so many is shown from the beginning. */
const LONG = 500;
const NOTIFY_EVERY_MS = 400;
/** Changed entries in one event, because the page and the vault spend time on each. */
const MAX_CHANGED = 256;

/** Notifies the page of changed entries: every NOTIFY_EVERY_MS during a drop, after MAX_CHANGED, and at its end. */
export class ProgressReporter {
  private changedIds = new Set<EntryId>();
  private hasTrust = false;
  private notifiedAt = performance.now();
  /** The page shows progress that has not come to its end. */
  private isShown = false;

  constructor(private readonly target: ImportTarget) {}

  /** What was changed since the last event is not notified any more. */
  stop(): void {
    this.changedIds = new Set();
    this.hasTrust = false;
    this.isShown = false;
  }

  add({ ids, hasTrust }: Changes): void {
    for (const id of ids) this.changedIds.add(id);
    this.hasTrust ||= hasTrust;
  }

  onProgress(done: number, total: number): void {
    const now = performance.now();
    const isLongAhead = !this.isShown && total - done >= LONG;
    const isDue =
      isLongAhead ||
      now - this.notifiedAt >= NOTIFY_EVERY_MS ||
      this.changedIds.size >= MAX_CHANGED;
    if (done < total && !isDue) return;
    this.notifiedAt = now;
    const { keyring, emit } = this.target;
    const entries = [...this.changedIds].flatMap((id) => keyring.summary(id) ?? []);
    if (entries.length > 0) emit({ kind: "entriesChanged", entries });
    if (total > 1 || this.isShown) emit({ kind: "batchProgressed", done, total });
    this.isShown = total > 1 && done < total;
    if (this.hasTrust) emit({ kind: "trustChanged", trust: keyring.trust() });
    this.changedIds = new Set();
    this.hasTrust = false;
  }
}
