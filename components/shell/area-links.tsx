// Overview and workbench in the top bar. Links, because each is a place that Back returns to.

import { PanelLeft, Rows3 } from "lucide-react";
import type { MouseEvent } from "react";
import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { type Area, panelStore, showArea } from "@/lib/page/state/panel-state";

const AREAS = [
  { area: "overview", label: "Overview", icon: Rows3 },
  { area: "workbench", label: "Workbench", icon: PanelLeft },
] as const;

export function AreaLinks() {
  const area = useStore(panelStore, (state) => state.area);
  const count = useVault((state) => state.order.length);
  const onClick = (event: MouseEvent, to: Area) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showArea(to);
  };
  return (
    <nav aria-label="Areas" className="flex h-full shrink-0 items-stretch sm:gap-1">
      {AREAS.map(({ area: to, label, icon: Icon }) => (
        <a
          key={to}
          href={`#area=${to}`}
          aria-current={to === area ? "page" : undefined}
          title={label}
          onClick={(event) => onClick(event, to)}
          className={cx(
            "-mb-px flex items-center justify-center gap-1.5 border-b-2 px-2 pointer-coarse:min-w-11 focus-visible:-outline-offset-2",
            to === area
              ? "border-accent font-medium text-ink"
              : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          <Icon aria-hidden className="size-4 md:hidden" />
          <span className="max-md:sr-only">{label}</span>
          {to === "overview" ? (
            <span className="text-data text-ink-3 tabular-nums max-md:sr-only">
              {formatCount(count)}
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}
