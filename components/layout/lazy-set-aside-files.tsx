// The rows of files that were set aside, in their own bundle: most visits never see the vault stop.

import { lazy, Suspense } from "react";
import { useVault } from "@/components/shared/use-vault";
import { PanelBoundary } from "@/components/ui/panel-boundary";

const SetAsideFiles = lazy(async () => ({
  default: (await import("@/components/shell/set-aside-files")).SetAsideFiles,
}));

export function LazySetAsideFiles() {
  const isAny = useVault(({ setAside }) => setAside.length > 0);
  return isAny ? (
    <PanelBoundary name="The list of files that were set aside">
      <Suspense fallback={null}>
        <SetAsideFiles />
      </Suspense>
    </PanelBoundary>
  ) : null;
}
