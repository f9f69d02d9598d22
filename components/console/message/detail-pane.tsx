// Where the open message stands: at the right of the list, beside the send form, over the whole view, or as a
// sheet in a narrow window. Its tools go to the rows beside it, move, maximise and close it.

import {
  ChevronDown,
  ChevronUp,
  Maximize2,
  Minimize2,
  PanelBottom,
  PanelRight,
  X,
} from "lucide-react";
import { type KeyboardEvent, type RefObject, useRef } from "react";
import { useStore } from "zustand";
import { useView } from "@/components/console/view/use-view";
import { arrangementStore } from "@/components/shared/panes/arrangement";
import { PaneLine } from "@/components/shared/panes/pane-line";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { openNeighbour } from "@/lib/page/actions/stored/neighbour-actions";
import { closeDetail } from "@/lib/page/actions/view-actions";
import { cx } from "@/lib/page/base/cx";
import { type ConsoleView, listedFilter } from "@/lib/page/state/console-store";
import { panelStore } from "@/lib/page/state/panel-state";
import { hasEarlier } from "@/lib/page/state/stored/earlier";
import { moveDetail, panesStore } from "@/lib/page/storage/panes";
import { MessageDetail } from "./message-detail";

export interface DetailPaneProps {
  readonly isMaximised: boolean;
  /** Takes the focus back when the message is closed. */
  readonly list: RefObject<HTMLDivElement | null>;
}

export function DetailPane({ isMaximised, list }: DetailPaneProps) {
  const isNarrow = useStore(arrangementStore, (state) => state.columns === 1);
  const side = useStore(arrangementStore, (state) => state.detailSide);
  const pane = useRef<HTMLDivElement>(null);
  const close = () => {
    const hadFocus = pane.current?.contains(document.activeElement) ?? false;
    panelStore.setState({ isDetailMaximised: false });
    closeDetail();
    if (hadFocus) list.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  };
  const content = <MessageDetail tools={<Tools isMaximised={isMaximised} onClose={close} />} />;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (event.target instanceof HTMLElement && event.target.closest("[role=tree]")) return;
    event.preventDefault();
    if (isMaximised) panelStore.setState({ isDetailMaximised: false });
    else close();
  };
  if (isNarrow) {
    return (
      <Sheet label="Open message" onClose={close}>
        {content}
      </Sheet>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside; so does the button.
    <div
      ref={pane}
      onKeyDown={onKeyDown}
      className={cx(
        "@container relative grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] bg-panel",
        isMaximised ? "" : "border-l border-line-strong",
      )}
    >
      {content}
      {side === "right" && !isMaximised ? <PaneLine of="detail" /> : null}
    </div>
  );
}

interface ToolsProps {
  readonly isMaximised: boolean;
  readonly onClose: () => void;
}

function Tools({ isMaximised, onClose }: ToolsProps) {
  const chosen = useStore(panesStore, (state) => state.detailSide);
  const isNarrow = useStore(arrangementStore, (state) => state.columns === 1);
  const isBelow = chosen === "bottom";
  return (
    <div className="flex shrink-0">
      <Neighbour direction={-1} />
      <Neighbour direction={1} />
      {isNarrow || isMaximised ? null : (
        <Button
          tone="quiet"
          size="icon"
          aria-label={isBelow ? "Move to the right" : "Move to the bottom"}
          onClick={() => moveDetail(isBelow ? "right" : "bottom")}
        >
          {isBelow ? (
            <PanelRight aria-hidden className="size-3.5" />
          ) : (
            <PanelBottom aria-hidden className="size-3.5" />
          )}
        </Button>
      )}
      {isNarrow ? null : (
        <Button
          tone="quiet"
          size="icon"
          aria-label={isMaximised ? "Restore" : "Maximise"}
          data-hotkey="m"
          onClick={() => panelStore.setState({ isDetailMaximised: !isMaximised })}
        >
          {isMaximised ? (
            <Minimize2 aria-hidden className="size-3.5" />
          ) : (
            <Maximize2 aria-hidden className="size-3.5" />
          )}
        </Button>
      )}
      <Button tone="quiet" size="icon" aria-label="Close the message" onClick={onClose}>
        <X aria-hidden className="size-3.5" />
      </Button>
    </div>
  );
}

/** Moves in the list as the arrow keys do, and past its beginning where a stream has earlier messages. */
function Neighbour({ direction }: { readonly direction: 1 | -1 }) {
  const isEnd = useView((view) => isAtEnd(view, direction));
  const isUnfiltered = useView((view) => listedFilter(view) === "");
  const isEarlier = useVault(({ storedLog }) => hasEarlier(storedLog));
  const isLast = isEnd && !(direction === -1 && isUnfiltered && isEarlier);
  const Icon = direction === 1 ? ChevronDown : ChevronUp;
  const label = direction === 1 ? "Next message" : "Previous message";
  return (
    <Button
      tone="quiet"
      size="icon"
      aria-label={label}
      isOff={isLast}
      onClick={({ currentTarget }) =>
        void openNeighbour(direction).then(() => keepFocus(currentTarget, label))
      }
    >
      <Icon aria-hidden className="size-3.5" />
    </Button>
  );
}

/** An earlier page of stored messages is another log, so its pane has another button, drawn in the next frame. */
function keepFocus(pressed: Element, label: string): void {
  if (pressed.isConnected) return;
  requestAnimationFrame(() => {
    // By now it may be at the place that the JetStream view keeps for what is lost (use-focus-home.ts).
    const { activeElement } = document;
    if (activeElement !== document.body && !activeElement?.matches("[data-focus-home]")) return;
    document.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.focus();
  });
}

/** True when the open row is known to be the last one in this direction. */
function isAtEnd({ window, selected }: ConsoleView, direction: 1 | -1): boolean {
  if (window === null) return true;
  const { rows, first, counts } = window;
  return direction === 1
    ? first + rows.length >= counts.matching && rows.at(-1)?.seq === selected
    : first === 0 && rows[0]?.seq === selected;
}
