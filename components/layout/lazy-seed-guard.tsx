// The guard against misplaced seeds in its own bundle: the empty page has no field that it would watch.

import { lazy, Suspense } from "react";

const SeedGuard = lazy(async () => ({
  default: (await import("@/components/shell/seed-guard")).SeedGuard,
}));

export function LazySeedGuard() {
  return (
    <Suspense fallback={null}>
      <SeedGuard />
    </Suspense>
  );
}
