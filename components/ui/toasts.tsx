// Mounts the toast viewport when the first toast is shown; its code is fetched then.

import { lazy, Suspense, useEffect, useState } from "react";
import { toastStore } from "@/lib/page/state/toasts";

const Viewport = lazy(async () => ({ default: (await import("./toast-viewport")).ToastViewport }));

export function Toasts() {
  const [isNeeded, setIsNeeded] = useState(false);
  useEffect(
    () => toastStore.subscribe(({ waiting }) => waiting.length > 0 && setIsNeeded(true)),
    [],
  );
  if (!isNeeded) return null;
  return (
    <Suspense fallback={null}>
      <Viewport />
    </Suspense>
  );
}
