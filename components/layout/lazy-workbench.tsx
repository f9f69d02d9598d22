// The workbench as a bundle of its own: the empty page does not wait for it. It is fetched at the first
// sign that something will be loaded, so that it is there when the vault has read the file.

import { lazy, Suspense } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";

const load = () => import("./workbench");

const Workbench = lazy(async () => ({ default: (await load()).Workbench }));

/** Fetches the bundle; a failure is shown when it is needed. */
export function prepareWorkbench(): void {
  load().catch(() => {});
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
