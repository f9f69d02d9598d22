// The keyboard shortcuts that shortcut-sheet.tsx lists. Single keys do nothing while the user types in a field, and
// can be switched off. Keys with Ctrl always work.

import { useEffect } from "react";
import { pressKey } from "@/components/shell/press-key";
import { beginTypingAhead, stopTypingAhead, takeKey } from "@/components/shell/typed-ahead";
import { selectNext } from "@/lib/page/actions/keyring-actions";
import { isCovered } from "@/lib/page/base/covering-dialog";
import { type Area, panelStore, showArea } from "@/lib/page/state/panel-state";
import { preferencesStore } from "@/lib/page/storage/preferences";

/** After "g". */
const AREA_KEYS: Readonly<Record<string, Area>> = { o: "overview", w: "workbench" };

export interface ShortcutActions {
  readonly onCommands: () => void;
}

export function useShortcuts({ onCommands }: ShortcutActions): void {
  useEffect(() => {
    let isAfterG = false;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      const isInDialog = isCovered();
      if (event.ctrlKey || event.metaKey) {
        const key = event.key.toLowerCase();
        if (key === "k" && !event.shiftKey) {
          if (!isInDialog) beginTypingAhead();
          onCommands();
        } else if (isInDialog || event.shiftKey || !(key === "j" || key === "enter")) return;
        else if (key === "j" ? !press("[data-dock-fold]") : !pressConnect(target)) return;
        event.preventDefault();
        return;
      }
      if (!isInDialog && takeKey(event)) {
        event.preventDefault();
        return;
      }
      if (isTyping(target)) {
        if (event.key === "Escape") target.blur();
        return;
      }
      if (isInDialog || !preferencesStore.getState().hasSingleKeys) return;
      const to = isAfterG ? AREA_KEYS[event.key] : undefined;
      isAfterG = event.key === "g";
      if (to !== undefined) {
        showArea(to);
        event.preventDefault();
      } else if (event.key === "j" || event.key === "k") {
        // The keyring is not seen there; the table has these keys itself.
        if (panelStore.getState().area === "workbench") selectNext(event.key === "j" ? 1 : -1);
      } else if (event.key === "Delete") pressForget(target);
      else if (pressKey(event.key)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("pointerdown", stopTypingAhead);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("pointerdown", stopTypingAhead);
    };
  }, [onCommands]);
}

/** Not from within a form that sends something else. */
function pressConnect(target: HTMLElement): boolean {
  return target.closest("form[aria-label]") === null && press("[data-connect]");
}

/** From the keyring only: elsewhere the key may be meant for something else. */
function pressForget(target: HTMLElement): void {
  if (target.closest('[aria-label="Keyring"]') === null) return;
  const row = target.closest("[data-trust]");
  // A row of an account forgets that account, once its page shows what would go.
  if (row !== null && row.ariaCurrent !== "true") return;
  const wanted = row === null ? '[data-hotkey="Delete"]' : "[data-forget-trust]";
  document.querySelector<HTMLElement>(wanted)?.click();
}

function press(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector);
  if (button === null || button.getClientRects().length === 0) return false;
  button.click();
  return true;
}

function isTyping(target: HTMLElement): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable ||
    (target instanceof HTMLInputElement && !["radio", "checkbox", "file"].includes(target.type))
  );
}
