// The overview in its own bundle: most visits look at a few creds.

import { lazy, Suspense } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";

const Overview = lazy(async () => ({
  default: (await import("@/components/overview/overview")).Overview,
}));

export function LazyOverview() {
  return (
    <PanelBoundary name="The overview">
      <Suspense
        fallback={
          <p role="status" className="p-6 text-ink-2">
            Opening the overview
          </p>
        }
      >
        <Overview />
      </Suspense>
    </PanelBoundary>
  );
}
