// The banners in their own bundle: the empty page has none, unless it came over plain http. It is fetched together
// with the workbench, so that it is there when the vault stops, even without a network.

import { lazy, Suspense, useEffect, useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { PanelBoundary } from "@/components/ui/panel-boundary";

const load = () => import("@/components/shell/banners");

const Banners = lazy(async () => ({ default: (await load()).Banners }));

/** Fetches the bundle. A failure is shown when the bundle is needed. */
export function prepareBanners(): void {
  load().catch(() => {});
}

export function LazyBanners() {
  const hasStopped = useVault((state) => state.health === "crashed");
  const [isInsecure, setIsInsecure] = useState(false);
  useEffect(() => setIsInsecure(!window.isSecureContext), []);
  if (!hasStopped && !isInsecure) return null;
  return (
    <PanelBoundary name="The banner">
      <Suspense fallback={null}>
        <Banners isInsecure={isInsecure} />
      </Suspense>
    </PanelBoundary>
  );
}
