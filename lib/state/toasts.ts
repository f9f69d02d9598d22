// Short messages about what just happened, with at most one action. They wait here until the part of the
// page that shows them has been fetched, with the first of them (components/ui/toasts.tsx).

import { createStore } from "zustand/vanilla";

export type ToastTone = "info" | "good" | "warn" | "bad";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly tone: ToastTone;
  readonly title: string;
  readonly description: string | undefined;
  readonly action: ToastAction | null;
}

interface ToastState {
  /** Said and not yet shown, in order. */
  readonly waiting: readonly Toast[];
}

export const toastStore = createStore<ToastState>(() => ({ waiting: [] }));

/** Says something once, politely to screen readers; failures are announced at once. */
export function say(
  tone: ToastTone,
  title: string,
  description?: string,
  action: ToastAction | null = null,
): void {
  const { waiting } = toastStore.getState();
  toastStore.setState({ waiting: [...waiting, { tone, title, description, action }] });
}

/** Hands over what waits. */
export function takeToasts(): readonly Toast[] {
  const { waiting } = toastStore.getState();
  if (waiting.length > 0) toastStore.setState({ waiting: [] });
  return waiting;
}
