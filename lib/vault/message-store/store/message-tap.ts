// Messages that are read past nats.ws and past the log, where they lie in a frame: those with very many replies
// to one request. A message that is cut by the end of a frame is gathered first. Used by message-ingest.ts.

import { hasLineEnd, type ParsedLine } from "./message-line";

/** Reads messages of one subscription. Nothing that it is given may be kept. */
export interface MessageTap {
  /** Whether it takes the message with the subject at `start`..`end`. The rest of it may not have come. */
  wants(u8: Uint8Array, start: number, end: number): boolean;
  /** The header block is at `body`, `head` bytes long, and `size` bytes are header block and payload. */
  take(u8: Uint8Array, body: number, head: number, size: number): void;
}

const NO_BYTES = new Uint8Array(0);

export class MessageTaps {
  private readonly bySid: (MessageTap | undefined)[] = [];
  /** That of the message whose line was read last. */
  private tap: MessageTap | undefined;
  /** A message of which a part has come; its length is that of the whole. */
  private part: Uint8Array = NO_BYTES;
  private partBytes = 0;

  /** Whether a part of a message has come. The next bytes belong to it. */
  get isGathering(): boolean {
    return this.part.length > 0;
  }

  open(sid: number, tap: MessageTap): void {
    this.bySid[sid] = tap;
  }

  /** Whether a tap takes the message whose line was read at `start`. */
  wants(u8: Uint8Array, start: number, { sid, subjectOffset, subjectBytes }: ParsedLine): boolean {
    const tap = this.bySid[sid];
    const subject = start + subjectOffset;
    this.tap = tap?.wants(u8, subject, subject + subjectBytes) === true ? tap : undefined;
    return this.tap !== undefined;
  }

  /** Takes the message at `start`, of which bytes up to `end` have come. Returns false when it is broken. */
  take(u8: Uint8Array, start: number, end: number, { lineBytes, head, size }: ParsedLine): boolean {
    const total = lineBytes + size + 2;
    if (start + total > end) {
      this.part = new Uint8Array(total);
      this.partBytes = end - start;
      this.part.set(u8.subarray(start, end));
      return true;
    }
    if (!hasLineEnd(u8, start + total)) return false;
    this.tap?.take(u8, start + lineBytes, head, size);
    return true;
  }

  /** Adds to the part and returns how many bytes of the frame it took. */
  gather(frame: Uint8Array): number {
    const taken = Math.min(this.part.length - this.partBytes, frame.length);
    this.part.set(frame.subarray(0, taken), this.partBytes);
    this.partBytes += taken;
    return taken;
  }

  /** The gathered message, once it is whole. */
  finish(): Uint8Array | null {
    if (this.partBytes < this.part.length) return null;
    const { part } = this;
    this.part = NO_BYTES;
    return part;
  }

  /** The rest of a message never comes. */
  end(): void {
    this.part = NO_BYTES;
  }
}
