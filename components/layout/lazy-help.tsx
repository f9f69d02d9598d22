// The help beside the page in its own bundle: most visits open none.

import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { helpStore } from "@/lib/page/state/help-store";

const HelpPanel = lazy(async () => ({
  default: (await import("@/components/help/help-panel")).HelpPanel,
}));

export function LazyHelp() {
  const code = useStore(helpStore, (state) => state.code);
  return code === null ? null : (
    <PanelBoundary name="The help">
      <Suspense fallback={null}>
        <HelpPanel code={code} />
      </Suspense>
    </PanelBoundary>
  );
}
