// A button that goes when it is pressed would take the focus with it, so the payload gets it.

import { flushSync } from "react-dom";

export function keepFocus(button: HTMLElement, change: () => void): void {
  const body = button.closest("[data-payload-body]");
  flushSync(change);
  if (!button.isConnected) body?.querySelector<HTMLElement>("[data-payload]")?.focus();
}
