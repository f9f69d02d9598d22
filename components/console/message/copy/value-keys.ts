// Keys on the lines of a JSON tree. Each line has a button with its menu, too many for the tab order: Enter in the
// payload goes to the first one that is seen, the arrows go to the next, and Escape goes back.

const BUTTON = "[data-value-menu]";

/** True when the key moved the focus. */
export function moveToValue(key: string, target: HTMLElement): boolean {
  const box = target.closest<HTMLElement>("[data-payload]");
  if (box === null) return false;
  const buttons = [...box.querySelectorAll<HTMLElement>(BUTTON)];
  if (target === box) return key === "Enter" && isFocused(firstSeen(box, buttons));
  const at = buttons.indexOf(target);
  if (at < 0) return false;
  if (key === "Escape") return isFocused(box);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[key];
  return to !== undefined && isFocused(buttons[to]);
}

/** What is scrolled out above is passed over. */
function firstSeen(box: HTMLElement, buttons: readonly HTMLElement[]): HTMLElement | undefined {
  const edge = box.closest("[data-payload-body]")?.getBoundingClientRect().top ?? 0;
  return buttons.find((button) => button.getBoundingClientRect().top >= edge);
}

function isFocused(element: HTMLElement | undefined): boolean {
  element?.focus();
  return element !== undefined;
}
