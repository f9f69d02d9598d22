// Tells the page what changed in one session, and no more often than it can use. Owned by session.ts.

import type { EntryId } from "@/lib/shared/facts/creds";
import type { SessionState, VaultEvent } from "@/lib/shared/protocol/protocol";
import { FrameLog } from "./frame-log";

/**
 * A first attempt that is over sooner is told by its outcome alone: each state that is told costs the page
 * a render while the answer is on its way (scripts/bench/connect.mjs).
 */
const TELL_AFTER_MS = 80;
/** Lines come in bursts, and nobody reads them in their first instant. */
const FRAMES_AFTER_MS = 50;

export class PageNews {
  private readonly frames = new FrameLog();
  private isFramesTold = false;
  private telling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly id: EntryId,
    private readonly state: () => SessionState,
    private readonly emit: (event: VaultEvent) => void,
  ) {}

  changed(): void {
    this.dropLater();
    this.emit({ kind: "sessionChanged", session: this.state() });
  }

  changedLater(): void {
    this.telling = setTimeout(() => this.changed(), TELL_AFTER_MS);
  }

  /** Told now, unless it is about to be told. */
  progressed(): void {
    if (this.telling === undefined) this.changed();
  }

  dropLater(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
  }

  /** A function of its own, since it is handed on. */
  readonly frame = (direction: "in" | "out", line: string): void => {
    this.frames.add(direction, line);
    if (this.isFramesTold) return;
    this.isFramesTold = true;
    setTimeout(() => this.emit({ kind: "framesArrived", id: this.id }), FRAMES_AFTER_MS);
  };

  readFrames(after: number): ReturnType<FrameLog["read"]> {
    this.isFramesTold = false;
    return this.frames.read(after);
  }
}
