// The production strip in its own bundle: before creds are loaded there is nothing to mark.

import { lazy, Suspense } from "react";

const ProductionStrip = lazy(async () => ({
  default: (await import("@/components/shell/production-strip")).ProductionStrip,
}));

export function LazyProductionStrip() {
  return (
    <Suspense fallback={null}>
      <ProductionStrip />
    </Suspense>
  );
}
