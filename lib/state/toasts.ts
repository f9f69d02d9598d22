// Short messages about what just happened, with at most one action. Shown by components/ui/toasts.tsx.

import { Toast } from "@base-ui/react/toast";

export type ToastTone = "info" | "good" | "warn" | "bad";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface ToastData {
  readonly tone: ToastTone;
  readonly action: ToastAction | null;
}

export const toastManager = Toast.createToastManager<ToastData>();

const SHOWN_MS = 6_000;
const WITH_ACTION_MS = 12_000;

/** Says something once, politely to screen readers; failures are announced at once. Gives its id. */
export function say(
  tone: ToastTone,
  title: string,
  description?: string,
  action: ToastAction | null = null,
): string {
  return toastManager.add({
    title,
    ...(description === undefined ? {} : { description }),
    priority: tone === "bad" ? "high" : "low",
    timeout: action === null ? SHOWN_MS : WITH_ACTION_MS,
    data: { tone, action },
  });
}

/** Takes back what is no longer so. */
export function unsay(id: string): void {
  toastManager.close(id);
}
