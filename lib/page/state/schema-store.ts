// The schemas of this tab, as the vault has them, and whether their dialog is open. Written by
// lib/page/actions/schemas.

import { createStore } from "zustand/vanilla";
import type { SchemaFacts } from "@/lib/shared/facts/payload";

interface SchemaState extends SchemaFacts {
  readonly isOpen: boolean;
}

export const schemaStore = createStore<SchemaState>(() => ({
  files: [],
  mappings: [],
  isOpen: false,
}));

export const showSchemas = (isOpen: boolean): void => schemaStore.setState({ isOpen });

/** Names of all types, in order; a name that two files have stands once. */
export function typesOf({ files }: SchemaFacts): readonly string[] {
  return [...new Set(files.flatMap(({ types }) => types))].sort();
}
