// Loads search-tools.ts once. Callers that pass a filter to a message store await it first
// (lib/vault/worker/log-handlers.ts), so the store itself need not wait.

type Tools = typeof import("./search-tools");

let tools: Tools | null = null;

export async function loadSearch(): Promise<void> {
  tools ??= await import("./search-tools");
}

export function searchTools(): Tools {
  if (tools === null) throw new Error("the search was not loaded");
  return tools;
}
