// Gives the console's components the view of the shown log, through narrow selectors. The counts change a few
// times a second instead of once a frame.

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { useVault } from "@/components/shared/use-vault";
import { type ConsoleView, consoleStore, viewOf } from "@/lib/page/state/console-store";
import { shownLog, shownLogOf } from "@/lib/page/state/vault-store";
import { FLOOD_PER_SECOND } from "@/lib/shared/console/flood";
import type { WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

/** `select` returns stored references, never fresh objects. */
export function useView<T>(select: (view: ConsoleView) => T): T {
  const id = useVault(shownLogOf);
  return useStore(consoleStore, () => select(viewOf(id)));
}

const SAMPLE_MS = 150;
/** In a flood the figures change too fast to read, and each change costs a layout of the page. */
const FLOOD_SAMPLE_MS = 400;

interface Sample {
  readonly id: EntryId | null;
  readonly slice: WindowReply | null;
}

const sampleStore = createStore<Sample>(() => ({ id: null, slice: null }));
let timer: ReturnType<typeof setTimeout> | null = null;
let isStale = false;

// All components share one sample, so that their figures change together.
consoleStore.subscribe(() => {
  if (timer === null) takeSample();
  else isStale = true;
});

function takeSample(): void {
  const id = shownLog();
  const { window: slice } = viewOf(id);
  isStale = false;
  const isFlood = (slice?.counts.rate ?? 0) >= FLOOD_PER_SECOND;
  timer = setTimeout(onTimer, isFlood ? FLOOD_SAMPLE_MS : SAMPLE_MS);
  sampleStore.setState({ id, slice });
}

function onTimer(): void {
  timer = null;
  if (isStale) takeSample();
}

/** The last slice of rows, for figures that people read. In a flood the slice in the store changes every frame. */
export function useSampledWindow(): WindowReply | null {
  const id = useVault(shownLogOf);
  return useStore(sampleStore, (sample) => (sample.id === id ? sample.slice : viewOf(id).window));
}
