// Tabs. Base UI provides roving focus, arrow keys and ARIA.

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "@/lib/page/base/cx";

export interface TabItem {
  readonly value: string;
  readonly label: string;
  readonly content: ReactNode;
  /** Something runs in it: a dot beside the label. */
  readonly isLive?: boolean;
  /** The key that selects this tab; see components/shell/shortcuts.tsx. */
  readonly hotkey?: string;
  /** Keeps the content in the document, hidden, while another tab is shown. */
  readonly keepMounted?: boolean;
  /** This tab and those after it stand at the end of the line. */
  readonly startsEnd?: boolean;
  /** The content scrolls inside its panel. Needs `fills`. */
  readonly scrolls?: boolean;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The shown panel fills the remaining height of a column of fixed height. */
  readonly fills?: boolean;
  /** After the tabs, and not one of them. */
  readonly end?: ReactNode;
  /** Controls of the shown tab: in the line of tabs where there is room, else below it. */
  readonly tools?: ReactNode;
  /** Hides the line of tabs where something else switches them. */
  readonly isBare?: boolean;
}

export function Tabs(props: TabsProps) {
  const { label, items, value, onChange, fills = false, end, tools, isBare = false } = props;
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(String(next))}
      className={
        fills
          ? cx(
              "grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)]",
              isBare ? "grid-rows-[minmax(0,1fr)]" : "grid-rows-[auto_minmax(0,1fr)]",
            )
          : ""
      }
    >
      <div
        className={cx(
          "flex min-w-0 flex-wrap items-center border-b border-line pr-2",
          isBare && "hidden",
        )}
      >
        <Base.List
          aria-label={label}
          className={cx(
            "flex h-9 min-w-0 overflow-x-auto px-2 [scrollbar-width:none]",
            tools === undefined && "flex-1",
          )}
        >
          {items.map((item) => (
            <Base.Tab
              key={item.value}
              value={item.value}
              data-hotkey={item.hotkey}
              className={cx(
                "flex shrink-0 items-center gap-1.5 border-y-2 border-transparent px-2.25 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-active:border-b-accent data-active:font-medium data-active:text-ink",
                item.startsEnd && "ml-auto",
              )}
            >
              {item.label}
              {item.isLive ? <i aria-hidden className="size-1.75 rounded-full bg-ok" /> : null}
            </Base.Tab>
          ))}
        </Base.List>
        {tools === undefined ? null : (
          <div className="flex min-w-0 flex-1 items-center gap-2 pl-2 @max-[519px]:order-last @max-[519px]:basis-full @max-[519px]:pb-1.5 @min-[520px]:min-w-max">
            {tools}
          </div>
        )}
        {end === undefined ? null : <div className="ml-auto flex shrink-0">{end}</div>}
      </div>
      {items.map((item) => (
        <Base.Panel
          key={item.value}
          value={item.value}
          keepMounted={item.keepMounted ?? false}
          className={cx(
            "focus-visible:-outline-offset-2",
            fills && (item.scrolls ? "min-h-0 min-w-0 overflow-y-auto" : "grid min-h-0 min-w-0"),
          )}
        >
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
