// How the console reads its session: the view of the selected creds through narrow selectors, counts
// a few times a second instead of once a frame.

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { useVault } from "@/components/shared/use-vault";
import { type ConsoleView, consoleStore, viewOf } from "@/lib/page/state/console-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { FLOOD_PER_SECOND } from "@/lib/shared/console/flood";
import type { WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

/** `select` returns stored references, never fresh objects. */
export function useView<T>(select: (view: ConsoleView) => T): T {
  const id = useVault((state) => state.selected);
  return useStore(consoleStore, () => select(viewOf(id)));
}

const SAMPLE_MS = 150;
/** Nobody reads figures that fly past, and each change of them has the page laid out anew. */
const FLOOD_SAMPLE_MS = 400;

interface Sample {
  readonly id: EntryId | null;
  readonly window: WindowReply | null;
}

const sampleStore = createStore<Sample>(() => ({ id: null, window: null }));
let resting: ReturnType<typeof setTimeout> | null = null;
let isStale = false;

// One sample for all who show figures, so that they are drawn together.
consoleStore.subscribe(() => {
  if (resting === null) takeSample();
  else isStale = true;
});

function takeSample(): void {
  const id = vaultStore.getState().selected;
  const { window } = viewOf(id);
  isStale = false;
  const isFlood = (window?.counts.rate ?? 0) >= FLOOD_PER_SECOND;
  resting = setTimeout(endRest, isFlood ? FLOOD_SAMPLE_MS : SAMPLE_MS);
  sampleStore.setState({ id, window });
}

function endRest(): void {
  resting = null;
  if (isStale) takeSample();
}

/** The last window, for what people read and not for rows: under a flood it changes every frame. */
export function useSampledWindow(): WindowReply | null {
  const id = useVault((state) => state.selected);
  return useStore(sampleStore, (sample) => (sample.id === id ? sample.window : viewOf(id).window));
}
