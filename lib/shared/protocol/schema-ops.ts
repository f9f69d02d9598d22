// The operations on the schemas of this tab. Part of VaultOps (protocol.ts).

import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { SchemaFacts, SchemaMapping } from "@/lib/shared/facts/payload";

export interface SchemaOps {
  /** Reads schema files. What cannot be read, or is larger than 4 MiB, is kept with its fault. */
  addSchemas: {
    request: { files: readonly { readonly name: string; readonly file: File }[] };
    reply: Result<SchemaFacts, ActionFault>;
  };
  removeSchema: { request: { name: string }; reply: Result<SchemaFacts, ActionFault> };
  /** Replaces all mappings. */
  mapSchemas: {
    request: { mappings: readonly SchemaMapping[] };
    reply: Result<SchemaFacts, ActionFault>;
  };
}
