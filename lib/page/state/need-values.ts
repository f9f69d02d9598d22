// The names that the ready-made lists are asked about (stream, bucket, …), as typed: for every key alike.

import { createStore } from "zustand/vanilla";
import type { NeedParameter } from "@/lib/page/permissions/needs";

/** What was not typed has its usual value (lib/page/permissions/needs.ts). */
export const needValueStore = createStore<Partial<Record<NeedParameter, string>>>(() => ({}));

export function setNeedValue(parameter: NeedParameter, value: string): void {
  needValueStore.setState({ [parameter]: value });
}
