// What is inside a compressed or binary payload as text. For rows in view, the tree of subjects and searches it is
// read at once, within narrow bounds; for exports in steps. Fetched with the first such row that is looked at.

import { decodeText } from "@/lib/shared/console/payload-kind";
import type { DecodedPayload, Packing } from "@/lib/shared/facts/payload";
import { runAtOnce, runInSlices, type Steps } from "@/lib/vault/base/turns";
import { decodePayload } from "@/lib/vault/decode/binary-values";
import {
  chosenHeaders,
  decodeByType,
  guessedFormats,
  MAX_BYTES,
  namedFormat,
  type PayloadSource,
} from "@/lib/vault/decode/formats";
import type { UnpackBounds } from "@/lib/vault/decode/packing/bounds";
import { namedPackings } from "@/lib/vault/decode/packing/packing-signs";
import { unpackPayload } from "@/lib/vault/decode/packing/unpack";
import type { SchemaBook } from "@/lib/vault/decode/schema/schema-book";

interface InsideBounds extends UnpackBounds {
  /** What is inside longer payloads is not read. */
  readonly maxPayloadBytes: number;
}

/** So many bytes take a few milliseconds. The time is for a machine that does other work meanwhile. */
const AT_ONCE: InsideBounds = {
  maxPayloadBytes: 64 * 1024,
  maxBytes: 256 * 1024,
  maxMs: 500,
};
/** A file gets longer texts than a row. */
const EXPORTED: InsideBounds = {
  maxPayloadBytes: MAX_BYTES,
  maxBytes: MAX_BYTES,
  maxMs: 2_000,
};
const SLICE_MS = 8;

export interface Inside {
  /** Text as it was packed, or JSON on one line. */
  readonly text: string;
  readonly by: Packing | DecodedPayload["format"];
}

export class InsideReader {
  constructor(private readonly schemas: () => SchemaBook | null) {}

  /** Whether a decoder was chosen for any subject. */
  get hasChoices(): boolean {
    return this.schemas()?.hasDecoders === true;
  }

  /** Whether one was chosen for this subject, so that the first bytes need not say that there is more. */
  isChosen(subject: string): boolean {
    const book = this.schemas();
    return book !== null && book.decoderOf(subject) !== null;
  }

  /** Null when nothing fits. */
  read(source: PayloadSource): Inside | null {
    return runAtOnce(this.steps(source, AT_ONCE));
  }

  /** The same within wider bounds, with breaks. `payload` must stay as it is meanwhile. */
  readInSlices(source: PayloadSource): Promise<Inside | null> {
    return runInSlices(this.steps(source, EXPORTED), SLICE_MS);
  }

  private *steps(source: PayloadSource, bounds: InsideBounds): Steps<Inside | null> {
    const { subject, headers, payload } = source;
    if (payload.length > bounds.maxPayloadBytes) return null;
    const book = this.schemas();
    const chosen = chosenHeaders(book?.decoderOf(subject) ?? null, headers);
    const isText = decodeText(payload) !== null;
    const packings = namedPackings(chosen, payload);
    const unpacked = isText ? null : yield* unpackPayload(payload, packings, bounds);
    if (unpacked !== null && !unpacked.content.ok) return null;
    const content = unpacked?.content.ok ? unpacked.content.value.payload : payload;
    const [outer = null] = unpacked?.packings ?? [];
    const text = outer === null ? null : decodeText(content);
    if (outer !== null && text !== null) return { text, by: outer };
    const typed = book === null ? null : decodeByType(subject, headers, content, book);
    if (typed?.json.ok) return { text: typed.json.value, by: outer ?? typed.format };
    // Only a type that was chosen or named makes more of a text than it says.
    if (isText) return null;
    const named = namedFormat(chosen);
    for (const format of named === null ? guessedFormats(content) : [named]) {
      const json = decodePayload(content, format);
      if (json.ok) return { text: json.value, by: outer ?? format };
    }
    return null;
  }
}
