// Keeps the user from losing what cannot be brought back: the browser asks before it leaves or reloads the page,
// and Forget asks in a dialog, which is fetched when it is needed.

import { lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { forgetQuestionStore, isAnyLost, lossesOf } from "@/lib/page/state/losses";
import { vaultStore } from "@/lib/page/state/vault-store";

const ForgetDialog = lazy(async () => ({
  default: (await import("@/components/keyring/forget-dialog")).ForgetDialog,
}));

export function LossGuards() {
  const isAsking = useStore(forgetQuestionStore, ({ asked }) => asked !== null);
  useEffect(() => {
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (isAnyLost(lossesOf(vaultStore.getState().order))) event.preventDefault();
    };
    window.addEventListener("beforeunload", onBeforeUnload);
    return () => window.removeEventListener("beforeunload", onBeforeUnload);
  }, []);
  if (!isAsking) return null;
  return (
    <Suspense fallback={null}>
      <ForgetDialog />
    </Suspense>
  );
}
