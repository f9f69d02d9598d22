// A menu button. Base UI provides placement, roving focus, typeahead and Escape.

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  /** A second, quieter line. */
  readonly hint: string;
  readonly onSelect: () => void;
}

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly items: readonly MenuItem[];
}

export function Menu({ trigger, items }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger className={buttonClass("plain", "bar")}>{trigger}</Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-40 outline-none">
          <Base.Popup className="max-h-[min(26rem,var(--available-height))] max-w-[min(26rem,calc(100vw-2rem))] overflow-y-auto rounded-xl border border-line bg-panel p-1 shadow-card outline-none">
            {items.map((item) => (
              <Base.Item
                key={item.key}
                onClick={item.onSelect}
                className="cursor-pointer rounded-lg px-2.5 py-1.5 outline-none data-highlighted:bg-accent-soft"
              >
                <span className="block font-medium">{item.label}</span>
                <span className="block text-small text-ink-2">{item.hint}</span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
