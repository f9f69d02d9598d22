// The bytes of one stream: one memory that grows as it is needed, never past its limit. It is a memory
// of WebAssembly, so that the search can look at the bytes where they lie; creating one needs no
// permission to compile. Owned by message-log.ts. The first page is scratch space of the search.
// Growing replaces the views: nobody may keep one across a call that can grow.

/** Reserved at the start, for needles. */
export const SCRATCH_BYTES = 65_536;
const PAGE_BYTES = 65_536;
const GROW_BYTES = 8 * 1024 * 1024;
/** A first touch of memory costs a page fault; this much of new memory is touched in one go at most. */
const TOUCH_BYTES = 2 * 1024 * 1024;
const TOUCH_STEP = 4096;

export class RingMemory {
  u8: Uint8Array;
  u32: Uint32Array;
  f64: Float64Array;
  /** Null where WebAssembly is switched off. */
  readonly wasm: WebAssembly.Memory | null;
  private touched: number;

  constructor(private readonly maxBytes: number) {
    this.wasm = newMemory(pages(maxBytes));
    const buffer = this.wasm?.buffer ?? new ArrayBuffer(SCRATCH_BYTES);
    this.u8 = new Uint8Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.touched = buffer.byteLength;
  }

  get byteLength(): number {
    return this.u8.length;
  }

  /** Makes the first `bytes` usable; false when the limit or the machine does not allow it. */
  ensure(bytes: number): boolean {
    if (bytes <= this.u8.length) return true;
    if (bytes > this.maxBytes) return false;
    const more = Math.min(Math.max(bytes, this.u8.length + GROW_BYTES), this.maxBytes);
    return this.grow(pages(more)) || this.grow(pages(bytes));
  }

  /** Touches some of the memory up to `bytes` ahead of its use; true when all of it has been. */
  touch(bytes: number): boolean {
    const end = Math.min(bytes, this.u8.length);
    const stop = Math.min(end, this.touched + TOUCH_BYTES);
    for (let at = this.touched; at < stop; at += TOUCH_STEP) this.u8[at] = 0;
    this.touched = Math.max(this.touched, stop);
    return this.touched >= end;
  }

  /** What was written is touched. */
  wrote(end: number): void {
    if (end > this.touched) this.touched = end;
  }

  private grow(to: number): boolean {
    const now = this.u8.length / PAGE_BYTES;
    let buffer: ArrayBuffer;
    try {
      if (this.wasm === null) {
        buffer = new ArrayBuffer(to * PAGE_BYTES);
        new Uint8Array(buffer).set(this.u8);
      } else {
        this.wasm.grow(to - now);
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

function newMemory(maximum: number): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: SCRATCH_BYTES / PAGE_BYTES, maximum });
  } catch {
    return null;
  }
}
