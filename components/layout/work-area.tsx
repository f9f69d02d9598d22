// The right column: the panels console, matrix, compare and JetStream. All but the console are fetched when
// they are first opened.

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

interface Panel {
  readonly value: PanelName;
  readonly label: string;
  readonly content: ComponentType;
}

const PANELS: readonly Panel[] = [
  { value: "console", label: "Console", content: ConsolePanel },
  { value: "matrix", label: "Matrix", content: MatrixPanel },
  { value: "compare", label: "Compare", content: ComparePanel },
  { value: "jetstream", label: "JetStream", content: JetStreamPanel },
];

export function WorkArea() {
  const shown = useStore(panelStore, (state) => state.shown);
  const items = PANELS.map(({ value, label, content: Content }, index): TabItem => {
    return {
      value,
      label,
      hotkey: String(index + 1),
      content: (
        <PanelBoundary name={label}>
          <Suspense fallback={<Opening label={label} />}>
            <Content />
          </Suspense>
        </PanelBoundary>
      ),
    };
  });
  return (
    <div className="grid min-h-0 min-w-0 bg-panel">
      <Tabs
        fills
        label="Panels"
        items={items}
        value={shown}
        onChange={(value) => {
          const chosen = PANELS.find((one) => one.value === value);
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
