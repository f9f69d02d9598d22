// Bytes of several protocol messages, written one after the other and sent at once. Used by the writers of repeated
// and replayed messages.

/** Larger batches are no faster. A larger message is a batch by itself. */
export const BATCH_BYTES = 65_536;

export class BatchBuffer {
  private buffer = new Uint8Array(BATCH_BYTES);
  private end = 0;

  get length(): number {
    return this.end;
  }

  clear(): void {
    this.end = 0;
  }

  /** Valid until something more is written. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.end);
  }

  /** Makes room. Call it before writing as many bytes. */
  reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.end + bytes, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.end));
    this.buffer = larger;
  }

  /** A string holds ASCII alone. */
  write(part: Uint8Array | string): void {
    if (typeof part !== "string") {
      this.buffer.set(part, this.end);
      this.end += part.length;
      return;
    }
    for (let index = 0; index < part.length; index++) {
      this.buffer[this.end++] = part.charCodeAt(index);
    }
  }
}
