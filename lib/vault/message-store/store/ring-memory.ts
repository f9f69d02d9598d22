// The bytes of one stream: one memory that grows as it is needed, never past its limit. It is a memory
// of WebAssembly, so that the search can look at the bytes where they lie; creating one needs no
// permission to compile. Owned by message-log.ts. The first page is scratch space of the search.
// Growing replaces the views: nobody may keep one across a call that can grow.

/** Reserved at the start, for needles. */
export const SCRATCH_BYTES = 65_536;
const PAGE_BYTES = 65_536;
/** The search reads 16 bytes at a time, past the end of what it looks at (search/find-module.ts). */
const PADDING_BYTES = 16;
const GROW_BYTES = 8 * 1024 * 1024;
/** A first touch of memory costs a page fault; this much of new memory is touched in one go at most. */
const TOUCH_BYTES = 2 * 1024 * 1024;
const TOUCH_STEP = 4096;

export class RingMemory {
  u8 = new Uint8Array(0);
  u32 = new Uint32Array(0);
  f64 = new Float64Array(0);
  /** Null where WebAssembly is switched off, and before there are bytes to keep. */
  wasm: WebAssembly.Memory | null = null;
  private touched = 0;

  /** Takes no memory yet: a stream is made while somebody waits for an answer. */
  constructor(private readonly maxBytes: number) {}

  get byteLength(): number {
    return this.u8.length;
  }

  /** Makes the scratch space usable, and `wasm` known. */
  open(): void {
    if (this.u8.length === 0) this.grow(pages(SCRATCH_BYTES));
  }

  /** Whether the first `bytes` can be written now. */
  holds(bytes: number): boolean {
    return bytes + PADDING_BYTES <= this.u8.length;
  }

  /** Makes the first `bytes` usable; false when the limit or the machine does not allow it. */
  ensure(bytes: number): boolean {
    if (this.holds(bytes)) return true;
    const needed = bytes + PADDING_BYTES;
    if (needed > this.maxBytes) return false;
    const more = Math.min(Math.max(needed, this.u8.length + GROW_BYTES), this.maxBytes);
    return this.grow(pages(more)) || this.grow(pages(needed));
  }

  /**
   * Touches memory ahead of its use, from `from` to `to`, some of it at each call; what is there stays.
   * True when all of it has been touched.
   */
  touch(from: number, to: number): boolean {
    const { u8 } = this;
    const start = Math.max(this.touched, from);
    const stop = Math.min(to, u8.length, start + TOUCH_BYTES);
    for (let at = start; at < stop; at += TOUCH_STEP) u8[at] = u8[at] ?? 0;
    this.touched = Math.max(start, stop);
    return this.touched >= Math.min(to, u8.length);
  }

  private grow(to: number): boolean {
    const now = this.u8.length / PAGE_BYTES;
    let buffer: ArrayBuffer;
    try {
      if (now === 0) this.wasm = newMemory(to, pages(this.maxBytes));
      if (this.wasm === null) {
        buffer = new ArrayBuffer(to * PAGE_BYTES);
        new Uint8Array(buffer).set(this.u8);
      } else {
        if (now > 0) this.wasm.grow(to - now);
        buffer = this.wasm.buffer;
      }
    } catch {
      return false;
    }
    this.u8 = new Uint8Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f64 = new Float64Array(buffer);
    return true;
  }
}

function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}

function newMemory(initial: number, maximum: number): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial, maximum });
  } catch {
    return null;
  }
}
