// The bounds within which a payload is unpacked, and where its content is gathered. Used by unpack.ts and the
// formats beside it, which throw what is defined here; unpack.ts turns it into a code.

import { concatBytes } from "@/lib/shared/base/bytes";

export interface UnpackBounds {
  readonly maxBytes: number;
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
  private readonly deadline: number;
  private held = 0;

  constructor(private readonly bounds: UnpackBounds) {
    this.deadline = performance.now() + bounds.maxMs;
  }

  get bytes(): number {
    return this.held;
  }

  add(piece: Uint8Array): void {
    this.held += piece.length;
    this.claim(this.held);
    if (performance.now() > this.deadline) throw new TooSlow();
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
