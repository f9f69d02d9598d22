// The control frames of one session, bounded. There can be thousands of heartbeats, so when the log is full
// the oldest of them go first, and the handshake stays readable. Numbers are never reused.

import type { ControlFrame } from "@/lib/shared/facts/attempt";

const MAX_FRAMES = 500;

export class FrameLog {
  private frames: ControlFrame[] = [];
  private count = 0;

  add(direction: "in" | "out", line: string): void {
    this.count += 1;
    this.frames.push({ number: this.count, at: Date.now(), direction, line });
    if (this.frames.length <= MAX_FRAMES) return;
    const oldest = this.frames.findIndex(({ line }) => line === "PING" || line === "PONG");
    this.frames.splice(Math.max(oldest, 0), 1);
  }

  /** The frames with numbers greater than `after`, and how many were added in total. */
  read(after: number): { readonly frames: readonly ControlFrame[]; readonly total: number } {
    return { frames: this.frames.filter(({ number }) => number > after), total: this.count };
  }
}
