// The way to search-tools.ts: fetched once, then at hand. Whoever passes a filter on to a message store
// waits for it first (lib/vault/worker/log-handlers.ts), so the store itself need not wait.

type Tools = typeof import("./search-tools");

let tools: Tools | null = null;

export async function loadSearch(): Promise<void> {
  tools ??= await import("./search-tools");
}

export function searchTools(): Tools {
  if (tools === null) throw new Error("the search was not loaded");
  return tools;
}
