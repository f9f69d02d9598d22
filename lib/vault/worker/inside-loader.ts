// Loads what reads compressed and binary payloads once a log has a row that may be one: in view, or in a search. The
// search then runs again, and the page reads its rows again.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { LogReader } from "@/lib/vault/console/log-reader";
import type { InsideReader } from "@/lib/vault/decode/quick/inside-reader";
import type { SchemaBook } from "@/lib/vault/decode/schema/schema-book";
import { insideOf, type RowInside } from "@/lib/vault/message-store/store/row-inside";

export class InsideLoader {
  constructor(private readonly schemas: () => SchemaBook | null) {}

  /** Null when it cannot be fetched. */
  readonly reader = async (): Promise<InsideReader | null> => {
    const part = await import("@/lib/vault/decode/quick/inside-reader").catch(() => null);
    return part === null ? null : new part.InsideReader(this.schemas);
  };

  readonly isChosen = (subject: string): boolean => {
    const book = this.schemas();
    return book !== null && book.decoderOf(subject) !== null;
  };

  /** Call it after rows were read. It does nothing while no row needs it. */
  afterWindow(reader: LogReader): void {
    const inside = insideOf(reader.store.log);
    if (this.isMissing(inside)) void this.load(reader);
    else if (inside.isBehind) void yieldToEventLoop().then(() => reader.notify());
  }

  /** As after a window, but the page reads the tree again by itself. */
  afterTree(reader: LogReader): void {
    if (this.isMissing(insideOf(reader.store.log))) void this.load(reader);
  }

  private isMissing(inside: RowInside): boolean {
    return !inside.isLoaded && (inside.isWanted || this.schemas()?.hasDecoders === true);
  }

  /** Schemas changed, so that the same rows may say something else. */
  again(readers: readonly LogReader[]): void {
    for (const reader of readers) {
      const inside = insideOf(reader.store.log);
      if (inside.isLoaded || this.isMissing(inside)) void this.load(reader);
    }
  }

  private async load(reader: LogReader): Promise<void> {
    const inside = await this.reader();
    if (inside === null) return;
    insideOf(reader.store.log).use(inside);
    reader.store.searchAgain();
    reader.notify();
  }
}
