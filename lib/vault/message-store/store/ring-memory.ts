// The bytes of one log: a memory that grows as needed, up to its limit. It is a WebAssembly memory, so that
// the search can read the bytes in place; creating one needs no permission to compile. Owned by
// message-log.ts. The first page is scratch space for the search. Growing replaces the views, so no caller
// may keep a view across a call that can grow.

/** Reserved at the start for needles. */
export const SCRATCH_BYTES = 65_536;
const PAGE_BYTES = 65_536;
/** The search reads 16 bytes at a time, and so past the end of the rows (search/find-module.ts). */
const PADDING_BYTES = 16;
const GROW_BYTES = 8 * 1024 * 1024;
/** The first touch of a page costs a page fault. One call touches at most this much new memory. */
const TOUCH_BYTES = 2 * 1024 * 1024;
const TOUCH_STEP = 4096;

export class RingMemory {
  u8 = new Uint8Array(0);
  u32 = new Uint32Array(0);
  f64 = new Float64Array(0);
  /** Null where WebAssembly is switched off, and until the first bytes are kept. */
  wasm: WebAssembly.Memory | null = null;
  private touched = 0;

  /** Takes no memory yet, because a log is created while the user waits for an answer. */
  constructor(private readonly maxBytes: number) {}

  get byteLength(): number {
    return this.u8.length;
  }

  /** Makes the scratch space usable and sets `wasm`. */
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
   * Touches memory from `from` to `to` before it is used, a part at each call, without changing it. Returns
   * true when all of it has been touched.
   */
  touch(from: number, to: number): boolean {
    const { u8 } = this;
    const start = Math.max(this.touched, from);
    const stop = Math.min(to, u8.length, start + TOUCH_BYTES);
    for (let i = start; i < stop; i += TOUCH_STEP) u8[i] = u8[i] ?? 0;
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
