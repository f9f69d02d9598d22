// What has the focus may leave the page with what it did: a button that closes its panel, or that becomes another one.
// The focus then goes to the nearest place that stays, instead of to the page. Used by the JetStream view.

import { type RefObject, useEffect } from "react";

/** Marks a place that takes the focus: a control, or what holds one. */
export const FOCUS_HOME = { "data-focus-home": "" } as const;

const CONTROLS = "input:checked, [tabindex='0'], button";

/** Around what is lost, the first home of the innermost part that is left takes the focus. */
export function useFocusHome(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = box.current;
    if (root === null) return;
    /** What has the focus and what it is in, up to the box. Empty once the user has left it. */
    let path: readonly Element[] = [];
    const onFocusIn = ({ target }: FocusEvent) => {
      path = target instanceof Element ? pathOf(target, root) : [];
    };
    const onFocusOut = () => {
      // Whether it was lost is known once the page has changed.
      queueMicrotask(() => {
        if (
          path[0]?.isConnected &&
          root.contains(document.activeElement) === false &&
          isShown(path[0])
        )
          path = [];
      });
    };
    const observer = new MutationObserver(() => {
      const [focused] = path;
      if (focused === undefined || document.activeElement !== document.body) return;
      if (focused.isConnected && isShown(focused)) return;
      const home = homeIn(path);
      path = [];
      home?.focus({ preventScroll: true });
    });
    root.addEventListener("focusin", onFocusIn);
    root.addEventListener("focusout", onFocusOut);
    observer.observe(root, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      root.removeEventListener("focusin", onFocusIn);
      root.removeEventListener("focusout", onFocusOut);
    };
  }, [box]);
}

function pathOf(target: Element, root: Element): readonly Element[] {
  const path: Element[] = [];
  for (let at: Element | null = target; at !== null; at = at.parentElement) {
    path.push(at);
    if (at === root) break;
  }
  return path;
}

function homeIn(path: readonly Element[]): HTMLElement | null {
  for (const part of path) {
    if (!part.isConnected) continue;
    for (const home of part.querySelectorAll<HTMLElement>("[data-focus-home]")) {
      if (!isShown(home)) continue;
      return home.matches(CONTROLS) ? home : home.querySelector<HTMLElement>(CONTROLS);
    }
  }
  return null;
}

const isShown = (element: Element) => element.getClientRects().length > 0;
