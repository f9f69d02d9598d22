// What is inside a compressed or binary payload as text, at once: for the rows in view and for searches. It has
// narrower bounds than an opened message, since it does not yield. Fetched with the first such row that is looked at.

import { decodeText } from "@/lib/shared/console/payload-kind";
import type { DecodedPayload, Packing } from "@/lib/shared/facts/payload";
import { runAtOnce } from "@/lib/vault/base/turns";
import { decodePayload } from "@/lib/vault/decode/binary-values";
import {
  decodeByType,
  guessedFormats,
  namedFormat,
  type PayloadSource,
} from "@/lib/vault/decode/formats";
import type { UnpackBounds } from "@/lib/vault/decode/packing/bounds";
import { namedPackings } from "@/lib/vault/decode/packing/packing-signs";
import { unpackPayload } from "@/lib/vault/decode/packing/unpack";
import type { SchemaBook } from "@/lib/vault/decode/schema/schema-book";

/** Longer payloads are searched and listed as their bytes. */
const MAX_BYTES = 64 * 1024;
/** So many bytes take a few milliseconds. The time is for a machine that does other work meanwhile. */
const BOUNDS: UnpackBounds = { maxBytes: 256 * 1024, maxMs: 500 };

export interface Inside {
  /** Text as it was packed, or JSON on one line. */
  readonly text: string;
  readonly by: Packing | DecodedPayload["format"];
}

export class InsideReader {
  constructor(private readonly schemas: () => SchemaBook | null) {}

  /** Null when nothing fits. */
  read({ subject, headers, payload }: PayloadSource): Inside | null {
    if (payload.length > MAX_BYTES) return null;
    const unpacked = runAtOnce(unpackPayload(payload, namedPackings(headers, payload), BOUNDS));
    if (unpacked !== null && !unpacked.content.ok) return null;
    const content = unpacked?.content.ok ? unpacked.content.value.payload : payload;
    const [outer = null] = unpacked?.packings ?? [];
    const text = outer === null ? null : decodeText(content);
    if (outer !== null && text !== null) return { text, by: outer };
    const book = this.schemas();
    const typed = book === null ? null : decodeByType(subject, headers, content, book);
    if (typed?.json.ok) return { text: typed.json.value, by: outer ?? typed.format };
    const named = namedFormat(headers);
    for (const format of named === null ? guessedFormats(content) : [named]) {
      const json = decodePayload(content, format);
      if (json.ok) return { text: json.value, by: outer ?? format };
    }
    return null;
  }
}
