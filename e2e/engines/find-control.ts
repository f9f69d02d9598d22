// Finds a control by role and accessible name, for drivers that cannot. It runs in the page, sent as text.
import type { Control } from "./engine-page";

/** Gives null while there is none, or while it is disabled. */
export function findControl({ role, name }: Control): Element | null {
  const selectors = {
    button: "button:not([role]), [role=button]",
    tab: "[role=tab]",
    radio: "input[type=radio], [role=radio]",
    textbox: "input:not([type=file]), textarea",
    file: "input[type=file]",
  };
  const plain = (text: string | null | undefined) => (text ?? "").replace(/\s+/gu, " ").trim();
  const nameOf = (element: Element): string => {
    const by = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
    if (by.length > 0)
      return plain(by.map((id) => document.getElementById(id)?.textContent).join(" "));
    const label = element.getAttribute("aria-label");
    if (label !== null) return plain(label);
    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.labels
        : null;
    if (labels?.length) return plain([...labels].map((one) => one.textContent).join(" "));
    const said = element.cloneNode(true);
    if (said instanceof Element) {
      for (const hidden of said.querySelectorAll("[aria-hidden=true]")) hidden.remove();
    }
    return plain(said.textContent);
  };
  const isShown = (element: Element) => role === "file" || element.getClientRects().length > 0;
  const found = [...document.querySelectorAll(selectors[role])].find(
    (element) => nameOf(element) === name && isShown(element) && !element.matches(":disabled"),
  );
  return found ?? null;
}
