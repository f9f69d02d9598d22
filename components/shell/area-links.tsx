// Overview, workbench and comparison in the top bar. Links, because each is a place that Back returns to.

import { ArrowLeftRight, PanelLeft, Rows3 } from "lucide-react";
import type { MouseEvent } from "react";
import { useStore } from "zustand";
import { shownViewStore } from "@/components/shared/shown-view";
import { useOpenedTrust } from "@/components/shared/use-opened-trust";
import { useVault } from "@/components/shared/use-vault";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { chosenViews, panelStore, showArea, showView } from "@/lib/page/state/panel-state";

const AREAS = [
  { to: "overview", label: "Overview", icon: Rows3 },
  { to: "workbench", label: "Workbench", icon: PanelLeft },
  { to: "compare", label: "Compare", icon: ArrowLeftRight },
] as const;

export function AreaLinks() {
  const area = useStore(panelStore, (state) => state.area);
  const isComparing = useStore(shownViewStore, (state) => state.view === "compare");
  const opened = useOpenedTrust();
  const count = useVault((state) => state.order.length);
  const shown = area === "workbench" && isComparing && opened === null ? "compare" : area;
  const onClick = (event: MouseEvent, to: (typeof AREAS)[number]["to"]) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (to === "compare") showView("compare");
    else {
      const { id } = shownViewStore.getState();
      // Back to what belongs to these creds: the diagnosis, or the console once a server accepted them.
      if (to === "workbench" && shown === "compare" && id !== null) {
        chosenViews.change(id, { view: null });
      }
      showArea(to);
    }
  };
  return (
    <nav aria-label="Areas" className="flex h-full shrink-0 items-stretch sm:gap-1">
      {AREAS.map(({ to, label, icon: Icon }) => (
        <a
          key={to}
          href={`#area=${to}`}
          aria-current={to === shown ? "page" : undefined}
          title={label}
          onClick={(event) => onClick(event, to)}
          className={cx(
            "-mb-px flex items-center justify-center gap-1.5 border-b-2 px-2 pointer-coarse:min-w-11 focus-visible:-outline-offset-2",
            // A narrow window has it under "More".
            to === "compare" && "max-md:hidden",
            to === shown
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
