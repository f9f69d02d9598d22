// The dock below the list: its tabs (send, responder, saved messages), and the open message beside it where there is
// no room at the right. Its height is dragged; folded it is one line.

import { ChevronDown, ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useResponder } from "@/components/console/respond/use-responder";
import { PaneLine } from "@/components/shared/panes/pane-line";
import { Button } from "@/components/ui/button";
import { cx } from "@/lib/page/base/cx";
import { foldPane, panesStore } from "@/lib/page/storage/panes";
import { DockTabs } from "./dock-tabs";

export interface SendDockProps {
  /** False for a recording, to which nothing can be sent. */
  readonly isLive: boolean;
  readonly detail: ReactNode;
}

export function SendDock({ isLive, detail }: SendDockProps) {
  const isFolded = useStore(panesStore, (state) => state.folded.includes("dock"));
  const isAnswering = useResponder((view) => view.facts?.isOn ?? false);
  if (!isLive && detail === null) return null;
  if (isFolded && detail === null) {
    return (
      <div className="flex h-8.5 items-center justify-between border-t border-line-strong pr-2 pl-3.5">
        <span className="flex items-center gap-3">
          <span className="font-medium">Send</span>
          {isAnswering ? (
            <span className="flex items-center gap-1.5 text-small text-ink-2">
              <i aria-hidden className="size-1.75 rounded-full bg-ok" />
              Responder is answering
            </span>
          ) : null}
        </span>
        <FoldDock isFolded />
      </div>
    );
  }
  return (
    <div
      className={cx(
        "relative grid grid-cols-[minmax(0,1fr)] border-t border-line-strong",
        // A message needs more height than the form.
        detail === null ? "h-(--dock)" : "h-[max(var(--dock),min(44vh,320px))]",
        isLive && detail !== null && "@min-[520px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]",
      )}
    >
      {isLive ? (
        <div
          className={cx(
            "@container grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]",
            detail !== null && "@max-[519px]:hidden",
          )}
        >
          <DockTabs tool={<FoldDock isFolded={false} />} />
        </div>
      ) : null}
      {detail}
      <PaneLine of="dock" />
    </div>
  );
}

function FoldDock({ isFolded }: { readonly isFolded: boolean }) {
  const Icon = isFolded ? ChevronUp : ChevronDown;
  return (
    <Button
      tone="quiet"
      size="icon"
      aria-label={isFolded ? "Expand the dock" : "Collapse the dock"}
      data-dock-fold=""
      onClick={() => foldPane("dock", !isFolded)}
    >
      <Icon aria-hidden className="size-3.5" />
    </Button>
  );
}
