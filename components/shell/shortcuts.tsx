// The keyboard shortcuts that shortcut-sheet.tsx lists. data-hotkey names the key of an element: the key
// focuses a field and presses a button or radio. Keys do nothing while the user types in a field.

import { useEffect } from "react";
import { selectNext } from "@/lib/page/actions/keyring-actions";

export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (isTyping(target)) {
        if (event.key === "Escape") target.blur();
        return;
      }
      if (document.querySelector("dialog[open]") !== null) return;
      if (event.key === "j" || event.key === "k") {
        selectNext(event.key === "j" ? 1 : -1);
        return;
      }
      const element = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
      if (!(element instanceof HTMLElement)) return;
      event.preventDefault();
      if (element instanceof HTMLButtonElement || isRadio(element)) element.click();
      else element.focus();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping(target: HTMLElement): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target.isContentEditable ||
    (target instanceof HTMLInputElement && !["radio", "checkbox", "file"].includes(target.type))
  );
}

function isRadio(element: HTMLElement): boolean {
  return element instanceof HTMLInputElement && element.type === "radio";
}
