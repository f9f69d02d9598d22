// Writes the messages of a template as protocol bytes, many in one batch. Used by repeat-run.ts. A template
// without placeholders is written once, and the same bytes are sent repeatedly.
// Format: PUB subject [reply] size, HPUB subject [reply] head size (nats-server server/parser.go).

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { CompiledTemplate, Making, TemplatePart } from "@/lib/shared/console/repeat-template";
import { BATCH_BYTES, BatchBuffer } from "./batch-buffer";

const LINE_BYTES = 64;
/** The first and the last line of a header block. */
const HEAD_BYTES = 12;

export interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly messages: number;
}

type Made = readonly (Uint8Array | string)[];

export class MessageWriter {
  private readonly buffer = new BatchBuffer();
  /** The batch of a template without placeholders: as many whole messages as fit. */
  private fixed: Batch | null = null;

  constructor(
    private readonly compiled: CompiledTemplate,
    private readonly making: Making,
    private readonly maxPayloadBytes: number,
  ) {}

  /** Returns one to `count` messages. The bytes are valid until the next call. */
  next(firstSeq: number, count: number): Result<Batch, "payload-too-large"> {
    const { fixed } = this;
    if (fixed !== null && fixed.messages <= count) return ok(fixed);
    if (fixed !== null) {
      const each = fixed.bytes.length / fixed.messages;
      return ok({ bytes: fixed.bytes.subarray(0, each * count), messages: count });
    }
    const { buffer } = this;
    buffer.clear();
    let messages = 0;
    do {
      this.making.seq = firstSeq + messages;
      const size = this.writeMessage();
      if (size !== null) return size;
      messages++;
    } while (
      buffer.length + buffer.length / messages <= BATCH_BYTES &&
      (this.compiled.isFixed || messages < count)
    );
    const batch = { bytes: buffer.bytes(), messages };
    if (!this.compiled.isFixed) return ok(batch);
    this.fixed = batch;
    return this.next(firstSeq, count);
  }

  /** Returns null when the message was written. */
  private writeMessage(): Result<never, "payload-too-large"> | null {
    const { compiled } = this;
    const subject = make(compiled.subject);
    const reply = make(compiled.reply);
    const payload = make(compiled.payload);
    const headers = compiled.headers.map(([name, value]) => [name, make(value)] as const);
    const head =
      headers.length === 0
        ? 0
        : headers.reduce(
            (sum, [name, value]) => sum + name.length + 4 + lengthOf(value),
            HEAD_BYTES,
          );
    const size = head + lengthOf(payload);
    if (size > this.maxPayloadBytes) {
      return fail("payload-too-large", { bytes: size, limit: this.maxPayloadBytes });
    }
    this.buffer.reserve(LINE_BYTES + lengthOf(subject) + lengthOf(reply) + size);
    this.write(head === 0 ? ["PUB "] : ["HPUB "]);
    this.write(subject);
    this.write([" "]);
    if (reply.length > 0) this.write([...reply, " "]);
    this.write([head === 0 ? `${size}\r\n` : `${head} ${size}\r\n`]);
    if (head > 0) {
      this.write(["NATS/1.0\r\n"]);
      for (const [name, value] of headers) this.write([`${name}: `, ...value, "\r\n"]);
      this.write(["\r\n"]);
    }
    this.write(payload);
    this.write(["\r\n"]);
    return null;
  }

  private write(parts: Made): void {
    for (const part of parts) this.buffer.write(part);
  }
}

function make(parts: readonly TemplatePart[]): Made {
  return parts.map((part) => (part instanceof Uint8Array ? part : part()));
}

function lengthOf(parts: Made): number {
  let length = 0;
  for (const part of parts) length += part.length;
  return length;
}
