// Short messages about what just happened, with at most one action. They wait here for the part of the page
// that shows them (components/ui/toasts.tsx), which is fetched with the first message.

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
  /** Not shown yet, in order. */
  readonly waiting: readonly Toast[];
  /** Ids of dismissed messages. They may or may not have been shown. */
  readonly dismissed: readonly string[];
}

const NONE: ToastState = { waiting: [], dismissed: [] };

export const toastStore = createStore<ToastState>(() => NONE);

let last = 0;

/** Shows a message once and returns its id. Screen readers announce failures at once, others politely. */
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

/** Removes a message that is no longer true. */
export function dismissToast(id: string): void {
  const { waiting, dismissed } = toastStore.getState();
  toastStore.setState({
    waiting: waiting.filter((toast) => toast.id !== id),
    dismissed: [...dismissed, id],
  });
}

/** Returns what waits and empties the store. */
export function takeToasts(): ToastState {
  const state = toastStore.getState();
  if (state.waiting.length + state.dismissed.length > 0) toastStore.setState(NONE);
  return state;
}
