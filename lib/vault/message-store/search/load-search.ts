// Loads search-tools.ts once, and the engine of regular expressions with the first filter that has one. Callers that pass a filter to a message store await it first
// (lib/vault/worker/log-handlers.ts), so the store itself need not wait.

import { loadRegexEngine, mayHoldRegex } from "@/lib/shared/console/regex";
import type { ExportScope } from "@/lib/shared/facts/console";

type Tools = typeof import("./search-tools");

let tools: Tools | null = null;

export async function loadSearch(...filters: readonly string[]): Promise<void> {
  tools ??= await import("./search-tools");
  if (filters.some(mayHoldRegex)) await loadRegexEngine();
}

/** The filters that a scope needs. */
export function filtersOf(scope: ExportScope): readonly string[] {
  return scope.kind === "matching" ? [scope.filter.text] : [];
}

export function searchTools(): Tools {
  if (tools === null) throw new Error("the search was not loaded");
  return tools;
}
