// Where short messages are shown; what shows them is fetched with the first one.

import { lazy, Suspense, useEffect, useState } from "react";
import { toastStore } from "@/lib/page/state/toasts";

const Shelf = lazy(async () => ({ default: (await import("./toast-viewport")).ToastViewport }));

export function Toasts() {
  const [isNeeded, setIsNeeded] = useState(false);
  useEffect(
    () => toastStore.subscribe(({ waiting }) => waiting.length > 0 && setIsNeeded(true)),
    [],
  );
  if (!isNeeded) return null;
  return (
    <Suspense fallback={null}>
      <Shelf />
    </Suspense>
  );
}
