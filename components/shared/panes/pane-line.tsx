// The line at the edge of a pane, by which its size is changed. The pane has to be positioned.

import { useStore } from "zustand";
import { PaneSeparator, type PaneSeparatorProps } from "@/components/ui/pane-separator";
import { PANE_LIMITS, type PaneName, resizePane } from "@/lib/page/storage/panes";
import { maxSize } from "./arrange";
import { arrangementStore } from "./arrangement";

const LINES: Readonly<
  Record<PaneName, Pick<PaneSeparatorProps, "label" | "orientation" | "isPaneAfter" | "className">>
> = {
  ring: { label: "Keyring width", orientation: "vertical", className: "inset-y-0 -right-1" },
  id: { label: "Identity width", orientation: "vertical", className: "inset-y-0 -right-1" },
  detail: {
    label: "Detail size",
    orientation: "vertical",
    isPaneAfter: true,
    className: "inset-y-0 -left-1",
  },
  dock: {
    label: "Dock height",
    orientation: "horizontal",
    isPaneAfter: true,
    className: "inset-x-0 -top-1",
  },
};

export function PaneLine({ of }: { readonly of: PaneName }) {
  const px = useStore(arrangementStore, (state) => state.sizes[of]);
  return (
    <PaneSeparator
      {...LINES[of]}
      value={px}
      min={PANE_LIMITS[of].min}
      max={maxSize(of, { width: window.innerWidth, height: window.innerHeight })}
      onResize={(next) => resizePane(of, next)}
    />
  );
}
