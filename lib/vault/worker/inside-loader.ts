// Loads what reads compressed and binary payloads once a log has a row that may be one: in view, or in a search. The
// search then runs again, and the page reads its rows again.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import type { LogReader } from "@/lib/vault/console/log-reader";
import type { SchemaBook } from "@/lib/vault/decode/schema/schema-book";
import { insideOf } from "@/lib/vault/message-store/store/row-inside";

export class InsideLoader {
  constructor(private readonly schemas: () => SchemaBook | null) {}

  /** Call it after rows were read. It does nothing while no row needs it. */
  afterWindow(reader: LogReader): void {
    const inside = insideOf(reader.store.log);
    if (inside.isWanted && !inside.isLoaded) void this.load(reader);
    else if (inside.isBehind) void yieldToEventLoop().then(() => reader.notify());
  }

  /** Schemas changed, so that the same rows may say something else. */
  again(readers: readonly LogReader[]): void {
    for (const reader of readers) if (insideOf(reader.store.log).isLoaded) void this.load(reader);
  }

  private async load(reader: LogReader): Promise<void> {
    const part = await import("@/lib/vault/decode/quick/inside-reader").catch(() => null);
    if (part === null) return;
    insideOf(reader.store.log).use(new part.InsideReader(this.schemas));
    reader.store.searchAgain();
    reader.notify();
  }
}
