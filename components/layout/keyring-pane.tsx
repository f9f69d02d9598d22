// The keyring as a pane: its width, and the rail of faces that it becomes when it is folded.

import { PanelLeft } from "lucide-react";
import { useStore } from "zustand";
import { Keyring } from "@/components/keyring/keyring";
import { arrangementStore, expandPane } from "@/components/shared/panes/arrangement";
import { PaneLine } from "@/components/shared/panes/pane-line";
import { Button } from "@/components/ui/button";
import { cx } from "@/lib/page/base/cx";
import { showScreen } from "@/lib/page/state/panel-state";
import { foldPane } from "@/lib/page/storage/panes";

export interface PaneProps {
  readonly isHidden: boolean;
  readonly className: string;
}

export function KeyringPane({
  onPaste,
  isHidden,
  className,
}: PaneProps & { readonly onPaste: () => void }) {
  const columns = useStore(arrangementStore, (state) => state.columns);
  const isRail = useStore(arrangementStore, (state) => state.isRail);
  const isResizable = columns === 3 && !isRail;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the press itself is on a button of the keyring.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above; keys press that button, too.
    <div
      hidden={isHidden}
      onClick={(event) => {
        const isKey =
          event.target instanceof Element && event.target.closest("[data-key]") !== null;
        // Where one part is shown at a time, chosen creds take the place of the list.
        if (columns === 1 && isKey) showScreen("view");
      }}
      className={cx(
        "relative grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]",
        columns > 1 && "border-r border-line",
        className,
      )}
    >
      <Keyring
        onPaste={onPaste}
        tool={
          columns === 3 || isRail ? (
            <Button
              tone="quiet"
              size="icon"
              aria-label={isRail ? "Expand the keyring" : "Collapse the keyring"}
              data-hotkey="["
              className="-my-1 -mr-2"
              onClick={() => (isRail ? expandPane("ring") : foldPane("ring", true))}
            >
              <PanelLeft aria-hidden className="size-4" />
            </Button>
          ) : null
        }
      />
      {isResizable ? <PaneLine of="ring" /> : null}
    </div>
  );
}
