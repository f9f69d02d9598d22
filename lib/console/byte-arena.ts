// Where the message store keeps its copies of payloads and headers: many small ones share one buffer,
// since a buffer of its own per message costs more than the copy. Rows leave in the order they came,
// so a buffer is free for the collector as soon as its last row has left.

const CHUNK_BYTES = 64 * 1024;

export class ByteArena {
  private chunk = new Uint8Array(0);
  private used = 0;

  /** A copy of the bytes; the view must not be transferred, since others share its buffer. */
  copy(bytes: Uint8Array): Uint8Array {
    const { length } = bytes;
    if (length > CHUNK_BYTES / 4) return bytes.slice();
    if (this.used + length > this.chunk.length) {
      this.chunk = new Uint8Array(CHUNK_BYTES);
      this.used = 0;
    }
    const view = this.chunk.subarray(this.used, this.used + length);
    view.set(bytes);
    this.used += length;
    return view;
  }
}
