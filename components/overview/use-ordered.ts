// The rows in the chosen order. While a check runs they keep their places.

import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import { type Order, orderRows } from "@/lib/page/overview/order-rows";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { inPlace } from "@/lib/page/overview/steady-order";
import { checkRunState, checkStore } from "@/lib/page/state/check-store";
import type { EntryId } from "@/lib/shared/facts/creds";

/** Results move rows in most orders, and a row must not leave the pointer that is about to press it. */
export function useOrdered(rows: readonly OverviewRow[], order: Order): readonly OverviewRow[] {
  const isRunning = useStore(checkStore, (state) => checkRunState(state) === "running");
  const kept = useRef<{ readonly order: Order; readonly ids: readonly EntryId[] } | null>(null);
  return useMemo(() => {
    const before = kept.current;
    const isSteady = isRunning && before?.order === order;
    const next = isSteady ? inPlace(rows, before.ids) : orderRows(rows, order);
    kept.current = { order, ids: next.map(({ id }) => id) };
    return next;
  }, [rows, order, isRunning]);
}
