// A menu at a point of the page, on the native <dialog>: it is above everything, Escape and a press outside close it,
// and the focus returns to where it was.

import { Fragment, type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { VisibleText } from "@/components/ui/visible-text";

export interface MenuItem {
  readonly label: string;
  /** The key that does the same, in the menu as well. */
  readonly hotkey?: string;
  /** A line stands above it. */
  readonly startsGroup?: boolean;
  readonly onSelect: () => void;
}

export interface ContextMenuProps {
  readonly label: string;
  /** In pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
}

/** Kept free between the menu and the edges of the window. */
const MARGIN_PX = 8;

/** Open for as long as it is rendered. */
export function ContextMenu({ label, at, items, onClose }: ContextMenuProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    // The browser gives the focus to the first item.
    dialog.showModal();
    const { width, height } = dialog.getBoundingClientRect();
    dialog.style.left = `${Math.max(MARGIN_PX, Math.min(at.x, innerWidth - width - MARGIN_PX))}px`;
    dialog.style.top = `${Math.max(MARGIN_PX, Math.min(at.y, innerHeight - height - MARGIN_PX))}px`;
    return () => dialog.close();
  }, [at]);

  const run = ({ onSelect }: MenuItem) => {
    // The focus returns to the page first, so that an action can move it.
    ref.current?.close();
    onSelect();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    // It closes the menu only, not what the menu belongs to.
    if (key === "Escape") event.stopPropagation();
    const chosen = items.find(({ hotkey }) => hotkey === key);
    if (chosen !== undefined) run(chosen);
    else if (key === "Tab") ref.current?.close();
    else if (!moveFocus(event.currentTarget, key)) return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press outside is a shortcut; Escape does the same by keyboard.
    <dialog
      ref={ref}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) ref.current.close();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        ref.current?.close();
      }}
      className="fixed m-0 w-72 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-panel p-0 text-ink shadow-card backdrop:bg-transparent"
    >
      <div role="menu" aria-label={label} onKeyDown={onKeyDown} className="p-1">
        {items.map((item) => (
          <Fragment key={item.label}>
            {item.startsGroup ? <hr className="my-1 border-line" /> : null}
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-keyshortcuts={item.hotkey}
              onClick={() => run(item)}
              onPointerMove={(event) => event.currentTarget.focus()}
              className="flex min-h-8 w-full items-center gap-2 rounded-md px-2.5 text-left focus:bg-accent-soft focus:outline-none pointer-coarse:min-h-11"
            >
              <span className="min-w-0 flex-1 truncate">
                <VisibleText>{item.label}</VisibleText>
              </span>
              {item.hotkey === undefined ? null : (
                <kbd className="shrink-0 rounded border border-line-strong bg-sunken px-1.5 text-hint text-ink-2">
                  {item.hotkey}
                </kbd>
              )}
            </button>
          </Fragment>
        ))}
      </div>
    </dialog>
  );
}

/** True when the key moves within a menu. */
function moveFocus(menu: Element, key: string): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.findIndex((item) => item.matches(":focus"));
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[key];
  if (to === undefined) return false;
  items.at(to === items.length ? 0 : to)?.focus();
  return true;
}
