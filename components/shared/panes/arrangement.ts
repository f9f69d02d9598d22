// The arrangement of the workbench as it is now. It follows the window, the user's choices and the open message,
// and gives the sizes to the stylesheet as custom properties, because the policy allows no style attributes.

import { createStore } from "zustand/vanilla";
import { shownViewStore } from "@/components/shared/shown-view";
import { consoleStore, viewOf } from "@/lib/page/state/console-store";
import { shownLog } from "@/lib/page/state/vault-store";
import { foldPane, moveDetail, PANE_NAMES, panesStore, resizePane } from "@/lib/page/storage/panes";
import { type Arrangement, arrange, RAIL_PX, STRIP_PX } from "./arrange";

const windowNow = () => ({
  width: window.innerWidth,
  height: window.innerHeight,
  hasDetail: hasDetail(),
});

function hasDetail(): boolean {
  const { id, view } = shownViewStore.getState();
  const log = view === "console" ? id : view === "jetstream" ? shownLog() : null;
  return log !== null && viewOf(log).selected !== null;
}

export const arrangementStore = createStore<Arrangement>(() =>
  arrange({ width: 1_440, height: 900, hasDetail: false }, panesStore.getState()),
);

function update(): void {
  const next = arrange(windowNow(), panesStore.getState());
  const { style } = document.documentElement;
  for (const name of PANE_NAMES) style.setProperty(`--${name}`, `${next.sizes[name]}px`);
  style.setProperty("--left", next.isRail ? `${RAIL_PX}px` : `${next.sizes.ring}px`);
  style.setProperty("--middle", next.isStrip ? `${STRIP_PX}px` : `${next.sizes.id}px`);
  const now = arrangementStore.getState();
  const isSame =
    now.columns === next.columns &&
    now.isRail === next.isRail &&
    now.isStrip === next.isStrip &&
    now.detailSide === next.detailSide &&
    PANE_NAMES.every((name) => now.sizes[name] === next.sizes[name]);
  if (!isSame) arrangementStore.setState(next, true);
}

/** Opens a folded pane. Where there is no room, the open message moves below the list, and panes get their defaults. */
export function expandPane(name: "ring" | "id"): void {
  const isFolded = () => {
    const { isRail, isStrip } = arrangementStore.getState();
    return name === "ring" ? isRail : isStrip;
  };
  foldPane(name, false);
  if (isFolded()) moveDetail("bottom");
  for (const other of ["ring", "id"] as const) if (isFolded()) resizePane(other, null);
}

/** Call before the workbench is drawn. Returns what ends the watch. */
export function watchArrangement(): () => void {
  update();
  let had = hasDetail();
  // The console's store changes with every frame of a flood.
  const onConsole = () => {
    if (hasDetail() === had) return;
    had = !had;
    update();
  };
  const ends = [
    panesStore.subscribe(update),
    shownViewStore.subscribe(() => {
      had = hasDetail();
      update();
    }),
    consoleStore.subscribe(onConsole),
  ];
  window.addEventListener("resize", update);
  return () => {
    for (const end of ends) end();
    window.removeEventListener("resize", update);
  };
}
