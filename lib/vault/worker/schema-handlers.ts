// The operations on the schemas of this tab. Part of the vault (vault.ts). The code that reads schemas is fetched with
// the first one, and with the first choice of a decoder.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { SchemaFacts } from "@/lib/shared/facts/payload";
import type { SchemaOps } from "@/lib/shared/protocol/schema-ops";
import type { SchemaBook } from "@/lib/vault/decode/schema/schema-book";
import type { Handlers } from "./handlers";

export interface SchemaHandlers {
  readonly handlers: Pick<Handlers, keyof SchemaOps>;
  /** Null while there are none. */
  readonly book: () => SchemaBook | null;
}

export function createSchemaHandlers(onChanged: () => void): SchemaHandlers {
  let book: SchemaBook | null = null;
  const change = (use: (held: SchemaBook) => Result<unknown, ActionFault>) => {
    if (book === null) return fail("not-found");
    const result = use(book);
    if (result.ok) onChanged();
    return result.ok ? ok(book.facts()) : result;
  };
  const fetchPart = () => import("@/lib/vault/decode/schema/schema-book").catch(() => null);
  const handlers: SchemaHandlers["handlers"] = {
    addSchemas: async ({ files }): Promise<Result<SchemaFacts, ActionFault>> => {
      const part = await fetchPart();
      if (part === null) return fail("part-missing");
      book ??= new part.SchemaBook();
      for (const { name, file } of files) {
        const isSmall = file.size <= part.MAX_SCHEMA_BYTES;
        const held = isSmall ? await file.arrayBuffer().catch(() => null) : null;
        const bytes = new Uint8Array(held ?? new ArrayBuffer(0));
        book.add(name, bytes);
        bytes.fill(0);
      }
      onChanged();
      return ok(book.facts());
    },
    removeSchema: ({ name }) =>
      change((held) => {
        held.remove(name);
        return ok(null);
      }),
    mapSchemas: async ({ mappings }) => {
      const part = book === null ? await fetchPart() : null;
      if (part !== null) book ??= new part.SchemaBook();
      return book === null ? fail("part-missing") : change((held) => held.map(mappings));
    },
  };
  return { handlers, book: () => book };
}
