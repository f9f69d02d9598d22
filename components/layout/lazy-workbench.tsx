// The workbench in its own bundle: the empty page does not wait for it. It is fetched at the first sign
// that something will be loaded, so that it has arrived when the vault has read the file.

import { lazy, Suspense } from "react";
import { prepareOpening } from "@/components/shell/open/open-files";
import { prepareAreas } from "@/components/shell/top-bar";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { prepareBanners } from "./lazy-banners";

const load = () => import("./workbench");

const Workbench = lazy(async () => ({ default: (await load()).Workbench }));

/** Fetches the bundle. A failure is shown when the bundle is needed. */
export function prepareWorkbench(): void {
  load().catch(() => {});
  prepareBanners();
  prepareAreas();
  prepareOpening();
}

export function LazyWorkbench({ onPaste }: { onPaste: () => void }) {
  return (
    <PanelBoundary name="The workbench">
      <Suspense
        fallback={
          <p role="status" className="p-6 text-ink-2">
            Opening the workbench
          </p>
        }
      >
        <Workbench onPaste={onPaste} />
      </Suspense>
    </PanelBoundary>
  );
}
