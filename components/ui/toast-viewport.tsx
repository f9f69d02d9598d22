// Shows the toasts of lib/page/state/toasts.ts, stacked in the bottom right corner and reachable by
// keyboard (F6). Its code is fetched with the first toast.

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useEffect } from "react";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { type ToastAction, type ToastTone, takeToasts, toastStore } from "@/lib/page/state/toasts";
import { Button } from "./button";

interface ToastData {
  readonly tone: ToastTone;
  readonly action: ToastAction | null;
}

const toastManager = Toast.createToastManager<ToastData>();

const SHOWN_MS = 6_000;
const WITH_ACTION_MS = 12_000;

function showWaiting(): void {
  const { waiting, dismissed } = takeToasts();
  for (const id of dismissed) toastManager.close(id);
  for (const { id, tone, title, description, action } of waiting) {
    toastManager.add({
      id,
      title: escapedText(title),
      ...(description === undefined ? {} : { description: escapedText(description) }),
      priority: tone === "bad" ? "high" : "low",
      timeout: action === null ? SHOWN_MS : WITH_ACTION_MS,
      data: { tone, action },
    });
  }
}

const EDGE = {
  info: "border-l-accent",
  good: "border-l-ok",
  warn: "border-l-warn",
  bad: "border-l-bad",
} satisfies Record<ToastTone, string>;

export function ToastViewport() {
  useEffect(() => {
    showWaiting();
    return toastStore.subscribe(showWaiting);
  }, []);
  return (
    <Toast.Provider toastManager={toastManager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts, close } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={cx(
        "rounded-xl border border-l-4 border-line bg-panel p-3 pr-2 shadow-card",
        EDGE[toast.data?.tone ?? "info"],
      )}
    >
      <Toast.Content className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium wrap-anywhere" />
          <Toast.Description className="text-small wrap-anywhere text-ink-2" />
        </div>
        {toast.data?.action ? (
          <Button
            size="sm"
            onClick={() => {
              toast.data?.action?.run();
              close(toast.id);
            }}
          >
            {toast.data.action.label}
          </Button>
        ) : null}
        <Toast.Close aria-label="Dismiss" className="rounded-md p-1 text-ink-3 hover:text-ink">
          <X aria-hidden className="size-3.5" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
