// The buttons that the page shows now, as commands: a button without a command is still found by the name that it
// has on the screen.

import type { Command } from "@/components/shell/commands-text";

/** What stands once in each row, and lists of creds and subjects, have no name of their own. */
const IN_LISTS =
  "[role=row], [role=option], [role=grid], [data-key], [data-trust], [data-subscription], dialog";

/** Leaves out names that several buttons have. */
export function pageButtons(): readonly Command[] {
  const byName = new Map<string, HTMLButtonElement[]>();
  for (const button of document.querySelectorAll("button")) {
    if (button.disabled || button.getAttribute("aria-disabled") === "true") continue;
    if (button.role === "tab" || button.ariaHidden === "true" || button.closest(IN_LISTS)) continue;
    if (button.getClientRects().length === 0) continue;
    const name = nameOf(button);
    if (name !== "") byName.set(name, [...(byName.get(name) ?? []), button]);
  }
  return [...byName].flatMap(([name, [button, ...others]]) =>
    button === undefined || others.length > 0 ? [] : [{ name, run: () => button.click() }],
  );
}

/** A button may have its name on several lines. */
function nameOf(button: HTMLElement): string {
  return (button.ariaLabel ?? button.innerText).replace(/\s+/gu, " ").trim();
}
