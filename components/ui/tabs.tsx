// Tabs. Base UI provides roving focus, arrow keys and ARIA.

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "@/lib/page/base/cx";

export interface TabItem {
  readonly value: string;
  readonly label: string;
  readonly content: ReactNode;
  /** The key that selects this tab; see components/shell/shortcuts.tsx. */
  readonly hotkey?: string;
  /** Keeps the content in the document, hidden, while another tab is shown. */
  readonly keepMounted?: boolean;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The shown panel fills the remaining height of a column of fixed height. */
  readonly fills?: boolean;
}

export function Tabs({ label, items, value, onChange, fills = false }: TabsProps) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(String(next))}
      className={
        fills ? "grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]" : ""
      }
    >
      <Base.List
        aria-label={label}
        className="flex gap-0.5 overflow-x-auto border-b border-line px-3 [scrollbar-width:none]"
      >
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            data-hotkey={item.hotkey}
            className="-mb-px border-b-2 border-transparent px-2 py-2.25 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:font-medium data-active:text-ink"
          >
            {item.label}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel
          key={item.value}
          value={item.value}
          keepMounted={item.keepMounted ?? false}
          className={cx("focus-visible:-outline-offset-2", fills && "grid min-h-0 min-w-0")}
        >
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
