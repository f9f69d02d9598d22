// Groups subjects by their bytes up to a token, for the subject tree. A group is a number, and its key stays
// where the subject lies in the log's memory, so a million groups cost no object and no string.

const NONE = -1;
const FIRST_CAPACITY = 1024;

export class TokenGroups {
  size = 0;
  /** The subject that made each group. */
  subjects = new Uint32Array(FIRST_CAPACITY);
  /** Where the key of each group begins in the memory. */
  private offsets = new Uint32Array(FIRST_CAPACITY);
  private lengths = new Uint32Array(FIRST_CAPACITY);
  private hashes = new Int32Array(FIRST_CAPACITY);
  /** Open addressing; at most half of it is in use. */
  private slots = new Int32Array(FIRST_CAPACITY * 2).fill(NONE);

  constructor(private readonly u8: Uint8Array) {}

  get heldBytes(): number {
    return this.subjects.length * 16 + this.slots.length * 4;
  }

  /** The group of the bytes `start`..`end`, which belong to `subject`. A new group has the highest number. */
  enter(start: number, end: number, hash: number, subject: number): number {
    const length = end - start;
    let slot = spread(hash) & (this.slots.length - 1);
    for (;;) {
      const group = this.slots[slot] ?? NONE;
      if (group === NONE) break;
      if (
        this.hashes[group] === hash &&
        this.lengths[group] === length &&
        compare(this.u8, this.offsets[group] ?? 0, length, start, length) === 0
      ) {
        return group;
      }
      slot = (slot + 1) & (this.slots.length - 1);
    }
    if (this.size === this.subjects.length) {
      this.enlarge();
      return this.enter(start, end, hash, subject);
    }
    const group = this.size++;
    this.slots[slot] = group;
    this.subjects[group] = subject;
    this.offsets[group] = start;
    this.lengths[group] = length;
    this.hashes[group] = hash;
    return group;
  }

  /** Below zero when the key of group `a` comes before that of group `b`, byte by byte. */
  compareKeys(a: number, b: number): number {
    return compare(
      this.u8,
      this.offsets[a] ?? 0,
      this.lengths[a] ?? 0,
      this.offsets[b] ?? 0,
      this.lengths[b] ?? 0,
    );
  }

  lengthOf(group: number): number {
    return this.lengths[group] ?? 0;
  }

  private enlarge(): void {
    const capacity = this.subjects.length * 2;
    const enlarged = (column: Uint32Array) => {
      const next = new Uint32Array(capacity);
      next.set(column);
      return next;
    };
    this.subjects = enlarged(this.subjects);
    this.offsets = enlarged(this.offsets);
    this.lengths = enlarged(this.lengths);
    const hashes = new Int32Array(capacity);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.slots = new Int32Array(capacity * 2).fill(NONE);
    for (let group = 0; group < this.size; group++) {
      let slot = spread(hashes[group] ?? 0) & (this.slots.length - 1);
      while (this.slots[slot] !== NONE) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = group;
    }
  }
}

/** The low bits of FNV-1a depend on the low bits of the text alone; linear probing needs better ones. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

function compare(u8: Uint8Array, a: number, aLength: number, b: number, bLength: number): number {
  const length = Math.min(aLength, bLength);
  for (let i = 0; i < length; i++) {
    const difference = (u8[a + i] ?? 0) - (u8[b + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}

/**
 * The first `limit` of the groups 0..`size`-1 in the order of `compareGroups`. It never holds more than twice
 * as many: once the list is full, a group that comes after its last one is passed over.
 */
export function firstGroups(
  size: number,
  limit: number,
  compareGroups: (a: number, b: number) => number,
): readonly number[] {
  const chosen: number[] = [];
  let last: number | undefined;
  for (let group = 0; group < size; group++) {
    if (last !== undefined && compareGroups(group, last) >= 0) continue;
    chosen.push(group);
    if (chosen.length < limit * 2) continue;
    chosen.sort(compareGroups).length = limit;
    last = chosen.at(-1);
  }
  return chosen.sort(compareGroups).slice(0, limit);
}
