// The subjects of the kept messages: bytes ⇄ number, and figures for each. Owned by message-log.ts, which
// calls `enter` for every message, so `enter` allocates nothing. A subject's bytes are not copied. They are
// those of its newest message, which leaves the ring last; after that its number is free again.

const NONE = -1;
const FIRST_CAPACITY = 1024;
/** Memory of one subject: columns, chain heads and, once it was shown, its name. */
const BYTES_EACH = 72;
/** With more subjects than this, names are decoded each time and not kept. */
const MAX_NAMES = 50_000;
/** How many of the last additions can be looked up; a power of two. */
export const RECENT_SUBJECTS = 16_384;

export class SubjectTable {
  /** Kept messages of each subject. */
  kept = new Uint32Array(FIRST_CAPACITY);
  /** Bytes of subject, headers and payload of the kept messages of each subject. */
  bytes = new Float64Array(FIRST_CAPACITY);
  /** The Seq of the newest message of each subject. */
  lastSeq = new Float64Array(FIRST_CAPACITY);
  /** One past the highest number in use so far. */
  size = 0;
  alive = 0;
  /** Subjects entered so far, including those that have left. */
  additions = 0;
  /** The numbers of the last additions. */
  private readonly recent = new Uint32Array(RECENT_SUBJECTS);
  /** Where the bytes of each subject begin in the memory. */
  private offset = new Uint32Array(FIRST_CAPACITY);
  private length = new Uint32Array(FIRST_CAPACITY);
  private hash = new Int32Array(FIRST_CAPACITY);
  private next = new Int32Array(FIRST_CAPACITY);
  private heads = new Int32Array(FIRST_CAPACITY * 2).fill(NONE);
  private free: number[] = [];
  private names: (string | undefined)[] = [];

  get heldBytes(): number {
    return this.size * BYTES_EACH;
  }

  /**
   * Counts one more message of the subject at `start`..`end` of `u8` and returns the subject's number.
   * `bytes` counts the whole message.
   */
  enter(
    u8: Uint8Array,
    start: number,
    end: number,
    hash: number,
    seq: number,
    bytes: number,
  ): number {
    const length = end - start;
    let id = this.heads[hash & (this.heads.length - 1)] ?? NONE;
    while (id !== NONE) {
      if (this.hash[id] === hash && this.length[id] === length && this.holds(u8, id, start)) break;
      id = this.next[id] ?? NONE;
    }
    if (id === NONE) id = this.add(hash, length);
    this.offset[id] = start;
    this.kept[id] = (this.kept[id] ?? 0) + 1;
    this.bytes[id] = (this.bytes[id] ?? 0) + bytes;
    this.lastSeq[id] = seq;
    return id;
  }

  /** Counts one message less of this subject. */
  leave(id: number, bytes: number): void {
    const left = (this.kept[id] ?? 1) - 1;
    this.kept[id] = left;
    this.bytes[id] = (this.bytes[id] ?? 0) - bytes;
    if (left === 0) this.remove(id);
  }

  /** The name of a subject with kept messages. */
  name(id: number, u8: Uint8Array): string {
    const known = this.names[id];
    if (known !== undefined) return known;
    const start = this.offset[id] ?? 0;
    const name = decode(u8, start, start + (this.length[id] ?? 0));
    if (this.alive <= MAX_NAMES) this.names[id] = name;
    return name;
  }

  /** The number given at the addition `n`, one of the last RECENT_SUBJECTS. */
  addition(n: number): number {
    return this.recent[n % RECENT_SUBJECTS] ?? 0;
  }

  /** Where the bytes of a subject with kept messages begin in the memory. */
  offsetOf(id: number): number {
    return this.offset[id] ?? 0;
  }

  /** Bytes of the subject itself. */
  lengthOf(id: number): number {
    return this.length[id] ?? 0;
  }

  private holds(u8: Uint8Array, id: number, start: number): boolean {
    const length = this.length[id] ?? 0;
    let own = this.offset[id] ?? 0;
    for (let i = start; i < start + length; i++) if (u8[i] !== u8[own++]) return false;
    return true;
  }

  private add(hash: number, length: number): number {
    const id = this.free.pop() ?? this.size++;
    if (id >= this.kept.length) this.enlarge();
    const head = hash & (this.heads.length - 1);
    this.hash[id] = hash;
    this.length[id] = length;
    this.names[id] = undefined;
    this.recent[this.additions % RECENT_SUBJECTS] = id;
    this.additions++;
    this.next[id] = this.heads[head] ?? NONE;
    this.heads[head] = id;
    this.alive++;
    return id;
  }

  private remove(id: number): void {
    const head = (this.hash[id] ?? 0) & (this.heads.length - 1);
    const after = this.next[id] ?? NONE;
    let before = this.heads[head] ?? NONE;
    if (before === id) this.heads[head] = after;
    else {
      while (before !== NONE && this.next[before] !== id) before = this.next[before] ?? NONE;
      if (before !== NONE) this.next[before] = after;
    }
    this.free.push(id);
    this.alive--;
  }

  private enlarge(): void {
    const capacity = this.kept.length * 2;
    const copy = <T extends { set(from: T): void }>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.kept = copy(new Uint32Array(capacity), this.kept);
    this.bytes = copy(new Float64Array(capacity), this.bytes);
    this.lastSeq = copy(new Float64Array(capacity), this.lastSeq);
    this.offset = copy(new Uint32Array(capacity), this.offset);
    this.length = copy(new Uint32Array(capacity), this.length);
    this.hash = copy(new Int32Array(capacity), this.hash);
    this.next = new Int32Array(capacity);
    this.heads = new Int32Array(capacity * 2).fill(NONE);
    for (let id = 0; id < this.size - 1; id++) {
      if (this.kept[id] === 0) continue;
      const head = (this.hash[id] ?? 0) & (this.heads.length - 1);
      this.next[id] = this.heads[head] ?? NONE;
      this.heads[head] = id;
    }
  }
}

/** FNV-1a, as message-line.ts computes it while parsing. */
export const HASH_START = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

export function hashOf(u8: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (u8[i] ?? 0), HASH_PRIME);
  return hash;
}

const decoder = new TextDecoder();
function decode(u8: Uint8Array, start: number, end: number): string {
  return decoder.decode(u8.subarray(start, end));
}
