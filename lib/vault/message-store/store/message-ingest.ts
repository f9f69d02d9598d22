// What a connection receives, parted: messages of the console's subscriptions go into the log, in place
// and without an object each; everything else (control lines, replies to requests, what nats.ws asked
// for) is passed on unchanged and in order. Frames may be cut anywhere and be larger than the log.
// Called by the tap (lib/vault/nats/recording-socket.ts) for every frame of an open connection; one for each
// connection. Form of the lines: nats-server server/client.go (deliverMsg, MSG and HMSG).

import { toText } from "@/lib/shared/base/bytes";
import type { SubscriptionId } from "@/lib/shared/facts/console";
import type { MessageLog } from "./message-log";
import { META_LINE, META_REPLY } from "./segment";
import { HASH_PRIME, HASH_START } from "./subject-table";

/** What a subscription has received, on whatever connections. */
export interface Tally {
  received: number;
  /** So many more, then it is over; 0 = no end. */
  left: number;
  readonly onLast: () => void;
}

/** A subscription of the console on this connection. */
export interface SubscriptionSink {
  readonly id: SubscriptionId;
  readonly tally: Tally;
  /** While it is on two connections: whether a message is to be taken. Null = every one. */
  admits: ((message: IncomingMessage) => boolean) | null;
}

/** Copies, which may be kept. */
export interface IncomingMessage {
  readonly subject: string;
  readonly reply: string;
  readonly headers: Uint8Array | null;
  readonly payload: Uint8Array;
}

export interface IngestEvents {
  /** A message larger than the log takes; it was counted as received and dropped. */
  tooLarge(subject: string, bytes: number): void;
}

/** False when these bytes cannot be the NATS protocol. */
export type PassOn = (piece: Uint8Array) => boolean;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const MAX_PAYLOAD_BYTES = 1 << 30;
/** A frame goes into the log in pieces of this size: Chromium's are 4 kB, compressed ones can be any. */
const PIECE_BYTES = 65_536;
const NO_BYTES = new Uint8Array(0);

/** What the last call of `readLine` found. */
type Line = "incomplete" | "ours" | "foreign" | "control" | "broken";

export class MessageIngest {
  private readonly bySid: (SubscriptionSink | undefined)[] = [];
  /** The beginning of a line, while nothing is open in the log. */
  private held: Uint8Array = NO_BYTES;
  /** Bytes still to come of a message that is passed on, or that is too large. */
  private toPass = 0;
  private toSkip = 0;
  /** Whether the log's open bytes are ours: the beginning of something. */
  private isOpen = false;
  /** Of the message at the log's open bytes, line and line end included; 0 = its line was not read yet. */
  private total = 0;

  // Of the line that was read last.
  private intake: SubscriptionSink | undefined;
  private lineBytes = 0;
  private subjectAt = 0;
  private subjectBytes = 0;
  private hash = 0;
  private head = 0;
  private size = 0;
  private flags = 0;

  constructor(
    private readonly store: { readonly log: MessageLog },
    private readonly events: IngestEvents,
  ) {}

  /** Another one when the store was given another size; the open bytes were stashed before that. */
  private get log(): MessageLog {
    return this.store.log;
  }

  /** Messages with this sid are the console's from now on. */
  open(sid: number, intake: SubscriptionSink): void {
    this.bySid[sid] = intake;
  }

  /** They are no longer; what still comes is passed on, and nats.ws drops it. */
  close(sid: number): void {
    this.bySid[sid] = undefined;
  }

  /** The connection is gone, and with it the rest of what was coming. */
  end(): void {
    this.stash();
    this.held = NO_BYTES;
  }

  /** Another connection is to write into the log: what is open here waits outside. */
  stash(): void {
    if (!this.isOpen) return;
    const { log } = this;
    this.held = log.memory.u8.slice(log.open, log.end);
    this.isOpen = false;
    this.total = 0;
    log.discardOpen();
  }

  /** `at`: time of arrival, milliseconds since 1970. False when this cannot be the NATS protocol. */
  take(frame: Uint8Array, at: number, passOn: PassOn): boolean {
    if (this.isOpen) return this.fill(frame, 0, at, passOn);
    let bytes = frame;
    if (this.held.length > 0) {
      bytes = new Uint8Array(this.held.length + frame.length);
      bytes.set(this.held);
      bytes.set(frame, this.held.length);
      this.held = NO_BYTES;
    }
    let pos = Math.min(this.toSkip, bytes.length);
    this.toSkip -= pos;
    const passFrom = pos;
    const passed = Math.min(this.toPass, bytes.length - pos);
    this.toPass -= passed;
    pos += passed;
    const pass = () => pos === passFrom || passOn(bytes.subarray(passFrom, pos));
    while (pos < bytes.length) {
      switch (this.readLine(bytes, pos, bytes.length)) {
        case "ours":
          return pass() && this.fill(bytes, pos, at, passOn);
        case "incomplete": {
          const isSound = pass();
          this.held = bytes.slice(pos);
          return isSound;
        }
        case "control":
          pos += this.lineBytes;
          break;
        case "foreign": {
          const total = this.lineBytes + this.size + 2;
          const here = Math.min(total, bytes.length - pos);
          this.toPass = total - here;
          pos += here;
          break;
        }
        case "broken":
          passOn(bytes.subarray(passFrom));
          return false;
      }
    }
    return pass();
  }

  /** From `pos` on into the log, piece by piece, each parsed where it lies. */
  private fill(frame: Uint8Array, from: number, at: number, passOn: PassOn): boolean {
    const { log } = this;
    let pos = from;
    while (pos < frame.length) {
      if (!this.isOpen && (this.toSkip > 0 || this.toPass > 0)) {
        return this.take(frame.subarray(pos), at, passOn);
      }
      const bytes = Math.min(PIECE_BYTES, frame.length - pos);
      log.claim(this);
      if (!log.reserve(bytes)) return false;
      const isWhole = pos === 0 && bytes === frame.length;
      log.memory.u8.set(isWhole ? frame : frame.subarray(pos, pos + bytes), log.end);
      log.end += bytes;
      pos += bytes;
      this.isOpen = true;
      if (!this.parse(at, passOn)) return false;
    }
    return true;
  }

  private parse(at: number, passOn: PassOn): boolean {
    const { log } = this;
    for (;;) {
      const have = log.end - log.open;
      if (have === 0) {
        this.isOpen = false;
        return true;
      }
      if (this.total === 0) {
        const { u8 } = log.memory;
        const line = this.readLine(u8, log.open, log.end);
        if (line === "incomplete") return true;
        if (line === "broken") {
          passOn(u8.slice(log.open, log.end));
          return false;
        }
        if (line === "control") {
          const piece = u8.slice(log.open, log.open + this.lineBytes);
          log.open += this.lineBytes;
          if (!passOn(piece)) return false;
          continue;
        }
        this.total = this.lineBytes + this.size + 2;
      }
      const { total, intake } = this;
      if (total > have) {
        const isRoomy = total <= log.maxMessageBytes && log.reserve(total - have);
        return isRoomy || this.letPass(have, passOn);
      }
      this.total = 0;
      if (intake === undefined) {
        const piece = log.memory.u8.slice(log.open, log.open + total);
        log.open += total;
        if (!passOn(piece)) return false;
        continue;
      }
      if (intake.admits !== null && !intake.admits(this.incoming())) {
        log.open += total;
        continue;
      }
      log.reserve(0);
      log.addMessage(
        at,
        this.lineBytes,
        this.size,
        this.head,
        this.subjectAt,
        this.subjectBytes,
        this.hash,
        intake.id,
        this.flags,
      );
      this.count(intake);
    }
  }

  /** A message that the log cannot hold, `have` bytes of which have come. */
  private letPass(have: number, passOn: PassOn): boolean {
    const { log, intake } = this;
    const { open } = log;
    const rest = this.total - have;
    this.total = 0;
    this.isOpen = false;
    const piece = log.memory.u8.slice(open, log.end);
    log.discardOpen();
    if (intake === undefined) {
      this.toPass = rest;
      return passOn(piece);
    }
    this.toSkip = rest;
    log.missed();
    const start = this.subjectAt;
    const subject = new TextDecoder().decode(piece.subarray(start, start + this.subjectBytes));
    this.events.tooLarge(subject, this.size);
    this.count(intake);
    return true;
  }

  private count({ tally }: SubscriptionSink): void {
    tally.received++;
    if (tally.left > 0 && --tally.left === 0) tally.onLast();
  }

  /** The message at the log's open bytes, whose line was read last. */
  private incoming(): IncomingMessage {
    const { u8 } = this.log.memory;
    const start = this.log.open;
    const body = start + this.lineBytes;
    const words = toText(u8.subarray(start, body)).split(/[ \t\r]+/u);
    return {
      subject: words[1] ?? "",
      reply: (this.flags & META_REPLY) === 0 ? "" : (words[3] ?? ""),
      headers: this.head === 0 ? null : u8.slice(body, body + this.head),
      payload: u8.slice(body + this.head, body + this.size),
    };
  }

  private readLine(u8: Uint8Array, start: number, end: number): Line {
    const verb = (u8[start] ?? 0) | 0x20;
    if (verb === 0x6d) return this.readMessageLine(u8, start, start + 4, end);
    if (verb === 0x68) return this.readMessageLine(u8, start, start + 5, end);
    const stop = Math.min(end, start + META_LINE);
    for (let at = start; at < stop; at++) {
      if (u8[at] !== LF) continue;
      this.lineBytes = at + 1 - start;
      return "control";
    }
    return stop < end ? "broken" : "incomplete";
  }

  /** MSG subject sid [reply] size, HMSG subject sid [reply] head size; blanks may be tabs. */
  private readMessageLine(u8: Uint8Array, start: number, subjectAt: number, end: number): Line {
    const stop = Math.min(end, start + META_LINE);
    const tooLong: Line = stop < end ? "broken" : "incomplete";
    let at = subjectAt;
    let byte = u8[at] ?? 0;
    let hash = HASH_START;
    while (byte > SPACE && at < stop) {
      hash = Math.imul(hash ^ byte, HASH_PRIME);
      byte = u8[++at] ?? 0;
    }
    if (at >= stop) return tooLong;
    const subjectBytes = at - subjectAt;
    if (subjectBytes === 0 || (byte !== SPACE && byte !== TAB)) return "broken";

    let words = 0;
    let sid = -1;
    let former = -1;
    let last = -1;
    while (byte !== LF) {
      while (byte === SPACE || byte === TAB || byte === CR) byte = u8[++at] ?? 0;
      if (at >= stop) return tooLong;
      if (byte === LF) break;
      let value = 0;
      while (byte > SPACE && at < stop) {
        const digit = byte - 48;
        value = digit >= 0 && digit <= 9 && value >= 0 ? value * 10 + digit : -1;
        byte = u8[++at] ?? 0;
      }
      if (at >= stop) return tooLong;
      if (byte !== SPACE && byte !== TAB && byte !== CR && byte !== LF) return "broken";
      former = last;
      last = value;
      words++;
      if (words === 1) sid = value;
    }
    const isPlain = subjectAt - start === 4;
    const sizes = isPlain ? 2 : 3;
    if (words !== sizes && words !== sizes + 1) return "broken";
    const head = isPlain ? 0 : former;
    if (sid < 0 || head < 0 || last < head || last > MAX_PAYLOAD_BYTES) return "broken";
    this.lineBytes = at + 1 - start;
    this.subjectAt = subjectAt - start;
    this.subjectBytes = subjectBytes;
    this.hash = hash;
    this.head = head;
    this.size = last;
    this.flags = words > sizes ? META_REPLY : 0;
    this.intake = this.bySid[sid];
    return this.intake === undefined ? "foreign" : "ours";
  }
}
