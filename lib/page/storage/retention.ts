// How much every log may keep. The user chooses it, the browser keeps the choice, the vault applies it.

import { createStore } from "zustand/vanilla";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { onVaultReady } from "@/lib/page/vault-link/vault-events";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import type { Retention } from "@/lib/shared/facts/console";
import { readStored, writeStored } from "./storage";

const KEY = "credence.limits";

/** The user's choice. Null = never chosen. */
export const retentionStore = createStore<{ readonly limits: Retention | null }>(() => ({
  limits: null,
}));

/** Reads the choice and hands it to every vault that starts. */
export function loadRetention(): void {
  retentionStore.setState({ limits: stored() });
  onVaultReady(() => {
    const { limits } = retentionStore.getState();
    if (limits !== null) void ask("setRetention", { limits });
  });
}

export async function setRetention(limits: Retention): Promise<void> {
  const reply = await ask("setRetention", { limits });
  const inForce = reply.ok ? reply.value : limits;
  retentionStore.setState({ limits: inForce });
  writeStored(KEY, JSON.stringify(inForce));
  refreshRows();
}

function stored(): Retention | null {
  const value = readStored(KEY);
  if (typeof value !== "object" || value === null) return null;
  const read = (name: keyof Retention): number | null => {
    const number: unknown = Reflect.get(value, name);
    return typeof number === "number" && Number.isFinite(number) ? number : null;
  };
  return {
    budgetBytes: read("budgetBytes") ?? DEFAULT_RETENTION.budgetBytes,
    maxRows: read("maxRows"),
    maxAgeMs: read("maxAgeMs"),
  };
}
