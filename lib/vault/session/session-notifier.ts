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

export class SessionNotifier {
  private readonly frames = new FrameLog();
  private areFramesAnnounced = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly id: EntryId,
    private readonly state: () => SessionState,
    private readonly emit: (event: VaultEvent) => void,
  ) {}

  notify(): void {
    this.cancelLater();
    this.emit({ kind: "sessionChanged", session: this.state() });
  }

  notifyLater(): void {
    this.timer = setTimeout(() => this.notify(), TELL_AFTER_MS);
  }

  /** Told now, unless it is about to be told. */
  notifyProgress(): void {
    if (this.timer === undefined) this.notify();
  }

  cancelLater(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** A function of its own, since it is handed on. */
  readonly addFrame = (direction: "in" | "out", line: string): void => {
    this.frames.add(direction, line);
    if (this.areFramesAnnounced) return;
    this.areFramesAnnounced = true;
    setTimeout(() => this.emit({ kind: "framesArrived", id: this.id }), FRAMES_AFTER_MS);
  };

  readFrames(after: number): ReturnType<FrameLog["read"]> {
    this.areFramesAnnounced = false;
    return this.frames.read(after);
  }
}
