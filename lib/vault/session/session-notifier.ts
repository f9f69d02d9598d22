// Notifies the page of changes in one session, not more often than the page can use. Owned by session.ts.

import type { EntryId } from "@/lib/shared/facts/creds";
import type { SessionState, VaultEvent } from "@/lib/shared/protocol/protocol";
import { FrameLog } from "./frame-log";

/**
 * The page sees only the outcome of a first attempt that takes less time than this. Each state before it
 * would cost the page a render while the answer is on its way (scripts/bench/connect.mjs).
 */
const NOTIFY_LATER_MS = 80;
/** Frames come in bursts, and one event announces a whole burst. */
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
    this.timer = setTimeout(() => this.notify(), NOTIFY_LATER_MS);
  }

  /** Notifies now, unless a later notification is planned. */
  notifyProgress(): void {
    if (this.timer === undefined) this.notify();
  }

  cancelLater(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** A property, so that it can be passed on as a function. */
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
