// What every stream may keep: chosen on the page, kept by the browser, in force in the vault.

import { createStore } from "zustand/vanilla";
import { ask, onVaultStart, wakeWindow } from "@/lib/page/vault-link/vault-link";
import { DEFAULT_LIMITS } from "@/lib/shared/console/retention";
import type { StoreLimits } from "@/lib/shared/facts/console";
import { recall, remember } from "./storage";

const KEY = "credence.limits";

/** As chosen; null = never chosen. */
export const limitsStore = createStore<{ readonly limits: StoreLimits | null }>(() => ({
  limits: null,
}));

/** A new vault knows nothing of what was chosen before. */
export function loadLimits(): void {
  limitsStore.setState({ limits: stored() });
  onVaultStart(() => {
    const { limits } = limitsStore.getState();
    if (limits !== null) void ask("setLimits", { limits });
  });
}

export async function setLimits(limits: StoreLimits): Promise<void> {
  const reply = await ask("setLimits", { limits });
  const inForce = reply.ok ? reply.value : limits;
  limitsStore.setState({ limits: inForce });
  remember(KEY, JSON.stringify(inForce));
  wakeWindow();
}

function stored(): StoreLimits | null {
  const value = recall(KEY);
  if (typeof value !== "object" || value === null) return null;
  const read = (name: keyof StoreLimits): number | null => {
    const number: unknown = Reflect.get(value, name);
    return typeof number === "number" && Number.isFinite(number) ? number : null;
  };
  return {
    budgetBytes: read("budgetBytes") ?? DEFAULT_LIMITS.budgetBytes,
    maxRows: read("maxRows"),
    maxAgeMs: read("maxAgeMs"),
  };
}
