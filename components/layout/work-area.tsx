// The right column: the console, and the places where permissions are looked at more widely. What is
// not the console is fetched when it is first opened.

import { type ComponentType, lazy, Suspense } from "react";
import { useStore } from "zustand";
import { ConsolePanel } from "@/components/console/console-panel";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { type TabItem, Tabs } from "@/components/ui/tabs";
import { type PanelName, panelStore, showPanel } from "@/lib/page/state/panel-state";

const MatrixPanel = lazy(async () => ({
  default: (await import("@/components/matrix/matrix-panel")).MatrixPanel,
}));
const ComparePanel = lazy(async () => ({
  default: (await import("@/components/compare/compare-panel")).ComparePanel,
}));
const JetStreamPanel = lazy(async () => ({
  default: (await import("@/components/jetstream/jetstream-panel")).JetStreamPanel,
}));

interface Place {
  readonly value: PanelName;
  readonly label: string;
  readonly panel: ComponentType;
}

const PLACES: readonly Place[] = [
  { value: "console", label: "Console", panel: ConsolePanel },
  { value: "matrix", label: "Matrix", panel: MatrixPanel },
  { value: "compare", label: "Compare", panel: ComparePanel },
  { value: "jetstream", label: "JetStream", panel: JetStreamPanel },
];

export function WorkArea() {
  const place = useStore(panelStore, (state) => state.place);
  const items = PLACES.map(({ value, label, panel: Panel }, at): TabItem => {
    return {
      value,
      label,
      hotkey: String(at + 1),
      content: (
        <PanelBoundary name={label}>
          <Suspense fallback={<Opening label={label} />}>
            <Panel />
          </Suspense>
        </PanelBoundary>
      ),
    };
  });
  return (
    <div className="grid min-h-0 min-w-0 bg-panel">
      <Tabs
        fills
        label="Work places"
        items={items}
        value={place}
        onChange={(value) => {
          const chosen = PLACES.find((one) => one.value === value);
          if (chosen) showPanel(chosen.value);
        }}
      />
    </div>
  );
}

function Opening({ label }: { readonly label: string }) {
  return (
    <p role="status" className="p-6 text-ink-2">
      Opening {label}
    </p>
  );
}
