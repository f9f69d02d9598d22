// Short messages about what just happened, with at most one action. They wait here until the part of the
// page that shows them has been fetched, with the first of them (components/ui/toasts.tsx).

import { createStore } from "zustand/vanilla";

export type ToastTone = "info" | "good" | "warn" | "bad";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: string;
  readonly tone: ToastTone;
  readonly title: string;
  readonly description: string | undefined;
  readonly action: ToastAction | null;
}

interface ToastState {
  /** Said and not yet shown, in order. */
  readonly waiting: readonly Toast[];
  /** Shown perhaps, and no longer so. */
  readonly takenBack: readonly string[];
}

const NONE: ToastState = { waiting: [], takenBack: [] };

export const toastStore = createStore<ToastState>(() => NONE);

let last = 0;

/** Says something once, politely to screen readers; failures are announced at once. Gives its id. */
export function showToast(
  tone: ToastTone,
  title: string,
  description?: string,
  action: ToastAction | null = null,
): string {
  last += 1;
  const id = `said-${last}`;
  const { waiting } = toastStore.getState();
  toastStore.setState({ waiting: [...waiting, { id, tone, title, description, action }] });
  return id;
}

/** Takes back what is no longer so. */
export function dismissToast(id: string): void {
  const { waiting, takenBack } = toastStore.getState();
  toastStore.setState({
    waiting: waiting.filter((toast) => toast.id !== id),
    takenBack: [...takenBack, id],
  });
}

/** Hands over what waits. */
export function takeToasts(): ToastState {
  const state = toastStore.getState();
  if (state.waiting.length + state.takenBack.length > 0) toastStore.setState(NONE);
  return state;
}
