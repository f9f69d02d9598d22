// Splits what a connection receives. Messages of the console's subscriptions go into the log, in place
// and without an object for each. Taps read others where they lie (message-tap.ts). Everything else (control
// lines, replies to requests, what nats.ws asked for) is passed on unchanged and in order. Frames may be cut
// anywhere and be larger than the log.
// lib/vault/nats/recording-socket.ts calls it for every frame of an open connection; each has its own.

import { toText } from "@/lib/shared/base/bytes";
import type { SubscriptionId } from "@/lib/shared/facts/console";
import { hasLineEnd, isTrailerSound, ParsedLine, parseLine } from "./message-line";
import type { MessageLog } from "./message-log";
import { type MessageTap, MessageTaps } from "./message-tap";
import { META_REPLY } from "./segment";

/** What a subscription has received, summed over its connections. */
export interface Tally {
  received: number;
  /** The subscription ends after this many more messages; 0 = it does not end. */
  left: number;
  readonly onLast: () => void;
}

/** A subscription of the console on this connection. */
export interface SubscriptionSink {
  readonly id: SubscriptionId;
  readonly tally: Tally;
  /** While the subscription is on two connections: whether to keep a message. Null = keep every one. */
  admits: ((message: IncomingMessage) => boolean) | null;
}

/** All fields are copies, so the receiver may keep them. */
export interface IncomingMessage {
  readonly subject: string;
  readonly reply: string;
  readonly headers: Uint8Array | null;
  readonly payload: Uint8Array;
}

export interface IngestEvents {
  /** A message was larger than the log can hold. It was counted as received and dropped. */
  onTooLarge(subject: string, bytes: number): void;
}

/** Returns false when these bytes cannot be the NATS protocol. */
export type PassOn = (piece: Uint8Array) => boolean;

/** A frame goes into the log in pieces of this size: Chromium's are 4 kB, compressed ones can be any. */
const PIECE_BYTES = 65_536;
const NO_BYTES = new Uint8Array(0);

/** `ours`: a message of a console subscription. `tapped`: one for a tap. `foreign`: one for nats.ws. */
type Line = "incomplete" | "ours" | "tapped" | "foreign" | "control" | "broken";

export class MessageIngest {
  private readonly bySid: (SubscriptionSink | undefined)[] = [];
  private readonly taps = new MessageTaps();
  /** The beginning of a line, while nothing is open in the log. */
  private held: Uint8Array = NO_BYTES;
  /** Bytes still to come of a message that is passed on. */
  private toPass = 0;
  /** Bytes still to come of a message that is too large. */
  private toSkip = 0;
  /** Whether the log's open bytes are ours. They are then the beginning of a line or a message. */
  private isOpen = false;
  /** Bytes of the message at the log's open bytes, with line and line end; 0 = its line was not read yet. */
  private total = 0;
  /** The line that was read last, and the subscription that its message belongs to. */
  private readonly line = new ParsedLine();
  private sink: SubscriptionSink | undefined;

  constructor(
    private readonly store: { readonly log: MessageLog },
    private readonly events: IngestEvents,
  ) {}

  /** The store has another log after its size changed. The open bytes were stashed before that. */
  private get log(): MessageLog {
    return this.store.log;
  }

  /** From now on messages with this sid belong to the console. */
  open(sid: number, sink: SubscriptionSink): void {
    this.bySid[sid] = sink;
  }

  /** From now on `tap` is asked about the messages with this sid. nats.ws gets those that it does not want. */
  openTap(sid: number, tap: MessageTap): void {
    this.taps.open(sid, tap);
  }

  /** Messages that still come with this sid are passed on, and nats.ws drops them. */
  close(sid: number): void {
    this.bySid[sid] = undefined;
  }

  /** The connection has ended, so the rest of an incomplete message never comes. */
  end(): void {
    this.stash();
    this.held = NO_BYTES;
    this.taps.end();
  }

  /** Takes our open bytes out of the log, because another connection is about to write into it. */
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
    if (this.isOpen) return this.writeToLog(frame, 0, at, passOn);
    if (this.taps.isGathering) return this.gather(frame, at, passOn);
    let bytes = frame;
    if (this.held.length > 0) {
      bytes = new Uint8Array(this.held.length + frame.length);
      bytes.set(this.held);
      bytes.set(frame, this.held.length);
      this.held = NO_BYTES;
    }
    if (!isTrailerSound(bytes, this.toSkip)) return false;
    let offset = Math.min(this.toSkip, bytes.length);
    this.toSkip -= offset;
    let passFrom = offset;
    const passed = Math.min(this.toPass, bytes.length - offset);
    this.toPass -= passed;
    offset += passed;
    const pass = () => offset === passFrom || passOn(bytes.subarray(passFrom, offset));
    while (offset < bytes.length) {
      switch (this.readLine(bytes, offset, bytes.length)) {
        case "ours":
          return pass() && this.writeToLog(bytes, offset, at, passOn);
        case "incomplete": {
          const isSound = pass();
          this.held = bytes.slice(offset);
          return isSound;
        }
        case "control":
          offset += this.line.lineBytes;
          break;
        case "tapped":
          if (!pass() || !this.taps.take(bytes, offset, bytes.length, this.line)) return false;
          if (this.taps.isGathering) return true;
          offset += this.line.lineBytes + this.line.size + 2;
          passFrom = offset;
          break;
        case "foreign": {
          const total = this.line.lineBytes + this.line.size + 2;
          const here = Math.min(total, bytes.length - offset);
          this.toPass = total - here;
          offset += here;
          break;
        }
        case "broken":
          pass();
          return false;
      }
    }
    return pass();
  }

  /** Writes the frame into the log from `start` on, piece by piece, and parses each piece there. */
  private writeToLog(frame: Uint8Array, start: number, at: number, passOn: PassOn): boolean {
    const { log } = this;
    let offset = start;
    while (offset < frame.length) {
      if (!this.isOpen && (this.toSkip > 0 || this.toPass > 0 || this.taps.isGathering)) {
        return this.take(frame.subarray(offset), at, passOn);
      }
      const bytes = Math.min(PIECE_BYTES, frame.length - offset);
      log.claim(this);
      if (!log.reserve(bytes)) return false;
      const isWhole = offset === 0 && bytes === frame.length;
      log.memory.u8.set(isWhole ? frame : frame.subarray(offset, offset + bytes), log.end);
      log.end += bytes;
      offset += bytes;
      this.isOpen = true;
      if (!this.parseOpen(at, passOn)) return false;
    }
    return true;
  }

  /** Turns the log's open bytes into rows, as far as whole messages have come. */
  private parseOpen(at: number, passOn: PassOn): boolean {
    const { log, line } = this;
    for (;;) {
      const have = log.end - log.open;
      if (have === 0) {
        this.isOpen = false;
        return true;
      }
      if (this.total === 0) {
        const { u8 } = log.memory;
        const kind = this.readLine(u8, log.open, log.end);
        if (kind === "incomplete") return true;
        if (kind === "broken") return false;
        if (kind === "control") {
          const piece = u8.slice(log.open, log.open + line.lineBytes);
          log.open += line.lineBytes;
          if (!passOn(piece)) return false;
          continue;
        }
        if (kind === "tapped") {
          if (!this.taps.take(u8, log.open, log.end, line)) return false;
          log.open = this.taps.isGathering ? log.end : log.open + line.lineBytes + line.size + 2;
          continue;
        }
        this.total = line.lineBytes + line.size + 2;
      }
      const { total, sink } = this;
      if (total > have) {
        const hasRoom = total <= log.maxMessageBytes && log.reserve(total - have);
        return hasRoom || this.divertOpen(have, passOn);
      }
      this.total = 0;
      if (!hasLineEnd(log.memory.u8, log.open + total)) return false;
      if (sink === undefined) {
        const piece = log.memory.u8.slice(log.open, log.open + total);
        log.open += total;
        if (!passOn(piece)) return false;
        continue;
      }
      if (sink.admits !== null && !sink.admits(this.incoming())) {
        log.open += total;
        continue;
      }
      log.reserve(0);
      log.addMessage(at, line, sink.id);
      this.count(sink);
    }
  }

  /** Adds to the part of a tapped message, and goes on after it. */
  private gather(frame: Uint8Array, at: number, passOn: PassOn): boolean {
    const taken = this.taps.gather(frame);
    const whole = this.taps.finish();
    if (whole === null) return true;
    // A tap that no longer wants it leaves it to nats.ws.
    const isSound =
      this.readLine(whole, 0, whole.length) === "tapped"
        ? this.taps.take(whole, 0, whole.length, this.line)
        : passOn(whole);
    return isSound && (taken === frame.length || this.take(frame.subarray(taken), at, passOn));
  }

  /** Passes on or skips a message that the log cannot hold. `have` bytes of it have come. */
  private divertOpen(have: number, passOn: PassOn): boolean {
    const { log, line, sink } = this;
    const { open } = log;
    const rest = this.total - have;
    this.total = 0;
    this.isOpen = false;
    const piece = log.memory.u8.slice(open, log.end);
    log.discardOpen();
    if (sink === undefined) {
      this.toPass = rest;
      return passOn(piece);
    }
    this.toSkip = rest;
    if (!isTrailerSound(piece, have + rest)) return false;
    log.countTooLarge();
    const start = line.subjectOffset;
    const subject = new TextDecoder().decode(piece.subarray(start, start + line.subjectBytes));
    this.events.onTooLarge(subject, line.size);
    this.count(sink);
    return true;
  }

  private count({ tally }: SubscriptionSink): void {
    tally.received++;
    if (tally.left > 0 && --tally.left === 0) tally.onLast();
  }

  /** The message at the log's open bytes, whose line was read last. */
  private incoming(): IncomingMessage {
    const { line } = this;
    const { u8 } = this.log.memory;
    const start = this.log.open;
    const body = start + line.lineBytes;
    const words = toText(u8.subarray(start, body)).split(/[ \t\r]+/u);
    return {
      subject: words[1] ?? "",
      reply: (line.flags & META_REPLY) === 0 ? "" : (words[3] ?? ""),
      headers: line.head === 0 ? null : u8.slice(body, body + line.head),
      payload: u8.slice(body + line.head, body + line.size),
    };
  }

  private readLine(u8: Uint8Array, start: number, end: number): Line {
    const kind = parseLine(u8, start, end, this.line);
    if (kind !== "message") return kind;
    this.sink = this.bySid[this.line.sid];
    if (this.sink !== undefined) return "ours";
    return this.taps.wants(u8, start, this.line) ? "tapped" : "foreign";
  }
}
