// The bounds within which a payload is unpacked, and where its content is gathered. Used by unpack.ts and the
// formats beside it, which throw what is defined here; unpack.ts turns it into a code.

import { concatBytes } from "@/lib/shared/base/bytes";

export interface UnpackBounds {
  readonly maxBytes: number;
  /** Of work; breaks between steps do not count. */
  readonly maxMs: number;
}

/** The bytes are not of the format. What a library throws means the same. */
export class Malformed extends Error {}
/** The content is not what was packed: its checksum is another one. */
export class WrongSum extends Error {}
export class TooLarge extends Error {}
export class TooSlow extends Error {}

/** Takes the content piece by piece, up to the bounds. */
export class Content {
  private readonly pieces: Uint8Array[] = [];
  private workedMs = 0;
  private begunAt = performance.now();
  private held = 0;

  constructor(private readonly bounds: UnpackBounds) {}

  /** Call it before each step and after it. */
  beginStep(): void {
    this.begunAt = performance.now();
  }

  endStep(): void {
    this.workedMs += performance.now() - this.begunAt;
  }

  get bytes(): number {
    return this.held;
  }

  add(piece: Uint8Array): void {
    this.held += piece.length;
    this.claim(this.held);
    const workedMs = this.workedMs + performance.now() - this.begunAt;
    if (workedMs > this.bounds.maxMs) throw new TooSlow();
    // A copy, because a small piece may be a part of a large buffer.
    if (piece.length > 0) this.pieces.push(piece.slice());
  }

  /** Throws when so many bytes in all would be too many. */
  claim(bytes: number): void {
    if (bytes > this.bounds.maxBytes) throw new TooLarge();
  }

  whole(): Uint8Array {
    return this.pieces.length === 1 && this.pieces[0] ? this.pieces[0] : concatBytes(this.pieces);
  }
}
