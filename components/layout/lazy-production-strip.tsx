// The strip over production as a bundle of its own: there is nothing to mark before creds are loaded.

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
