// What a single key does: it presses the button or focuses the field that names it in data-hotkey. A key of the
// console opens the console first.

import { panelStore, showView } from "@/lib/page/state/panel-state";
import { vaultStore } from "@/lib/page/state/vault-store";

/** Their elements are in the view Console, which may not be shown. */
const CONSOLE_KEYS = new Set(["s", "p", "b", "l", "u", "i", "E", "R", "n", "N"]);

/** True when something was there to press or focus. */
export function pressKey(key: string): boolean {
  const element = elementOf(key);
  if (element !== null) {
    act(element);
    return true;
  }
  const { selected, recordings } = vaultStore.getState();
  if (!CONSOLE_KEYS.has(key) || selected === null || recordings.has(selected)) return false;
  showView("console");
  panelStore.setState({ isDetailMaximised: false });
  // The view is drawn in the next frames.
  pressSoon(key);
  return true;
}

/** Presses or focuses what has the key once it is drawn. */
export function pressSoon(key: string): void {
  waitFor(key, 60);
}

function waitFor(key: string, framesLeft: number): void {
  requestAnimationFrame(() => {
    const element = elementOf(key);
    if (element !== null) act(element);
    else if (framesLeft > 0) waitFor(key, framesLeft - 1);
  });
}

/** Of several elements, the last that is shown: the filter rather than the search of the keyring. */
function elementOf(key: string): HTMLElement | null {
  const all = document.querySelectorAll<HTMLElement>(`[data-hotkey="${CSS.escape(key)}"]`);
  return [...all].filter((element) => element.getClientRects().length > 0).at(-1) ?? null;
}

function act(element: HTMLElement): void {
  const isPressed =
    element instanceof HTMLButtonElement ||
    element.getAttribute("role") === "tab" ||
    (element instanceof HTMLInputElement && element.type === "radio");
  if (isPressed) element.click();
  else element.focus();
}
