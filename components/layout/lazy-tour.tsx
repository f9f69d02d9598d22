// The tour in its own bundle: most visits take none.

import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { demoStore } from "@/lib/page/state/demo-store";

const TourBar = lazy(async () => ({
  default: (await import("@/components/demo/tour-bar")).TourBar,
}));

export function LazyTour() {
  const demo = useStore(demoStore, (state) => state.demo);
  return demo === null ? null : (
    <PanelBoundary name="The tour">
      <Suspense fallback={null}>
        <TourBar demo={demo} />
      </Suspense>
    </PanelBoundary>
  );
}
