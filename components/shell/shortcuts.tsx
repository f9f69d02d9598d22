// Keyboard shortcuts; shortcut-sheet.tsx lists them. An element says which key leads to it with
// data-hotkey: fields are focused, buttons and choices pressed. Keys do nothing while one types.

import { useEffect } from "react";
import { selectNext } from "@/lib/page/actions/keyring-actions";

export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
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
      const goal = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
      if (!(goal instanceof HTMLElement)) return;
      event.preventDefault();
      if (goal instanceof HTMLButtonElement || isChoice(goal)) goal.click();
      else goal.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

function isTyping(target: HTMLElement): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target.isContentEditable ||
    (target instanceof HTMLInputElement && !["radio", "checkbox", "file"].includes(target.type))
  );
}

function isChoice(goal: HTMLElement): boolean {
  return goal instanceof HTMLInputElement && goal.type === "radio";
}
