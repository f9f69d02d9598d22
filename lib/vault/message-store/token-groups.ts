// Groups the bytes of tokens, for the subject tree. A group is a number and its key is copied, so a million groups
// cost no object and no string, and the log may change meanwhile.

import { runAtOnce, type Steps } from "@/lib/vault/base/turns";

const NONE = -1;
const FIRST_CAPACITY = 1024;
/** Groups that one turn moves or compares; 1 to 4 ms on a usual machine of 2026. */
export const GROUPS_PER_TURN = 32_768;

export class TokenGroups {
  size = 0;
  private keys = new Uint8Array(FIRST_CAPACITY * 8);
  private keysEnd = 0;
  /** Where the key of each group begins in `keys`. */
  private offsets = new Uint32Array(FIRST_CAPACITY);
  private lengths = new Uint32Array(FIRST_CAPACITY);
  private hashes = new Int32Array(FIRST_CAPACITY);
  /** Open addressing; at most half of it is in use. */
  private slots = new Int32Array(FIRST_CAPACITY * 2).fill(NONE);

  /** Groups that can be entered before the next `reserve`. */
  get capacity(): number {
    return this.offsets.length;
  }

  /** Without the bytes of the keys. */
  get heldBytes(): number {
    return this.capacity * 12 + this.slots.length * 4;
  }

  /** The group of the bytes `start`..`end`; NONE (-1) when there is none. */
  find(u8: Uint8Array, start: number, end: number, hash: number): number {
    const length = end - start;
    let slot = spread(hash) & (this.slots.length - 1);
    for (;;) {
      const group = this.slots[slot] ?? NONE;
      if (group === NONE) return NONE;
      if (
        this.hashes[group] === hash &&
        this.lengths[group] === length &&
        compare(this.keys, this.offsets[group] ?? 0, length, u8, start, length) === 0
      ) {
        return group;
      }
      slot = (slot + 1) & (this.slots.length - 1);
    }
  }

  /** As `find`, but makes a group when there is none. A new group has the highest number. */
  enter(u8: Uint8Array, start: number, end: number, hash: number): number {
    const known = this.find(u8, start, end, hash);
    if (known !== NONE) return known;
    if (this.size === this.capacity) runAtOnce(this.reserve(1));
    const group = this.size++;
    let slot = spread(hash) & (this.slots.length - 1);
    while (this.slots[slot] !== NONE) slot = (slot + 1) & (this.slots.length - 1);
    this.slots[slot] = group;
    this.offsets[group] = this.addKey(u8, start, end);
    this.lengths[group] = end - start;
    this.hashes[group] = hash;
    return group;
  }

  /** Makes room for so many new groups. Nothing may be entered before it is done. */
  *reserve(count: number): Steps<void> {
    let { capacity } = this;
    while (this.size + count > capacity) capacity *= 2;
    if (capacity === this.capacity) return;
    this.offsets = enlarged(this.offsets, capacity);
    this.lengths = enlarged(this.lengths, capacity);
    this.hashes = enlarged(this.hashes, capacity);
    const slots = new Int32Array(capacity * 2).fill(NONE);
    for (let group = 0; group < this.size; group++) {
      let slot = spread(this.hashes[group] ?? 0) & (slots.length - 1);
      while (slots[slot] !== NONE) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = group;
      if (group % GROUPS_PER_TURN === GROUPS_PER_TURN - 1) yield GROUPS_PER_TURN;
    }
    this.slots = slots;
  }

  /** Below zero when the key of group `a` comes before that of group `b`, byte by byte. */
  compareKeys(a: number, b: number): number {
    const { keys, offsets, lengths } = this;
    return compare(
      ...([keys, offsets[a] ?? 0, lengths[a] ?? 0] as const),
      ...([keys, offsets[b] ?? 0, lengths[b] ?? 0] as const),
    );
  }

  keyOf(group: number): Uint8Array {
    const offset = this.offsets[group] ?? 0;
    return this.keys.subarray(offset, offset + (this.lengths[group] ?? 0));
  }

  hashOf(group: number): number {
    return this.hashes[group] ?? 0;
  }

  private addKey(u8: Uint8Array, start: number, end: number): number {
    const offset = this.keysEnd;
    this.keysEnd += end - start;
    let { length } = this.keys;
    while (this.keysEnd > length) length *= 2;
    if (length > this.keys.length) this.keys = enlarged(this.keys, length);
    const { keys } = this;
    for (let from = start, to = offset; from < end; from++, to++) keys[to] = u8[from] ?? 0;
    return offset;
  }
}

/** A copy of a column with room for `length` values; the column itself when it is that long. */
export function enlarged<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(
  column: T,
  length: number,
): T {
  if (column.length >= length) return column;
  const next = Reflect.construct(column.constructor, [length]) as T;
  next.set(column as never);
  return next;
}

/** The low bits of FNV-1a depend on the low bits of the text alone; linear probing needs better ones. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

function compare(
  aBytes: Uint8Array,
  a: number,
  aLength: number,
  bBytes: Uint8Array,
  b: number,
  bLength: number,
): number {
  const length = Math.min(aLength, bLength);
  for (let i = 0; i < length; i++) {
    const difference = (aBytes[a + i] ?? 0) - (bBytes[b + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}

/**
 * The first `limit` of the groups 0..`size`-1 in the order of `compareGroups`. It never holds more than twice
 * as many: once the list is full, a group that comes after its last one is passed over.
 */
export function* firstGroups(
  size: number,
  limit: number,
  compareGroups: (a: number, b: number) => number,
): Steps<readonly number[]> {
  const chosen: number[] = [];
  let last: number | undefined;
  for (let group = 0; group < size; group++) {
    if (group % GROUPS_PER_TURN === GROUPS_PER_TURN - 1) yield GROUPS_PER_TURN;
    if (last !== undefined && compareGroups(group, last) >= 0) continue;
    chosen.push(group);
    if (chosen.length < limit * 2) continue;
    chosen.sort(compareGroups).length = limit;
    last = chosen.at(-1);
  }
  return chosen.sort(compareGroups).slice(0, limit);
}
