// The identity as a pane: its width, and the strip that it becomes when it is folded.

import { PanelLeft, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { IdentityPanel } from "@/components/identity/identity-panel";
import { arrangementStore, expandPane } from "@/components/shared/panes/arrangement";
import { PaneLine } from "@/components/shared/panes/pane-line";
import { shownViewStore } from "@/components/shared/shown-view";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { KeyFace } from "@/components/ui/key-face";
import { forget } from "@/lib/page/actions/entry-actions";
import { cx } from "@/lib/page/base/cx";
import { foldPane } from "@/lib/page/storage/panes";
import type { PaneProps } from "./keyring-pane";

export interface IdentityPaneProps extends PaneProps {
  /** Shown above the identity and scrolled with it. */
  readonly above: ReactNode;
}

export function IdentityPane({ isHidden, above, className }: IdentityPaneProps) {
  const columns = useStore(arrangementStore, (state) => state.columns);
  const isStrip = useStore(arrangementStore, (state) => state.isStrip);
  const view = useStore(shownViewStore, (state) => state.view);
  const face = useVault(({ selected, entries }) =>
    selected === null ? null : (entries.get(selected)?.subject ?? selected),
  );
  const entry = useVault(({ selected, entries }) =>
    selected !== null && entries.has(selected) ? selected : null,
  );
  const isResizable = columns === 3 && !isStrip;
  return (
    <div
      hidden={isHidden}
      className={cx(
        "relative min-h-0 min-w-0 bg-panel",
        columns > 1 && "border-r border-line",
        className,
      )}
    >
      {isStrip ? (
        <div className="grid justify-items-center gap-2 pt-2">
          <FoldButton isFolded />
          {face === null ? null : <KeyFace of={face} />}
          {entry === null ? null : (
            <Button
              tone="quiet"
              size="icon"
              aria-label="Forget"
              title="Forget these creds"
              data-hotkey="Delete"
              onClick={() => void forget(entry)}
            >
              <Trash2 aria-hidden className="size-3.5" />
            </Button>
          )}
        </div>
      ) : null}
      <div className="h-full overflow-y-auto" hidden={isStrip}>
        {above}
        <IdentityPanel
          hasTester={!isHidden && !isStrip && view !== "permissions"}
          tool={columns === 3 ? <FoldButton isFolded={false} /> : null}
        />
      </div>
      {isResizable ? <PaneLine of="id" /> : null}
    </div>
  );
}

function FoldButton({ isFolded }: { readonly isFolded: boolean }) {
  return (
    <Button
      tone="quiet"
      size="icon"
      aria-label={isFolded ? "Expand the identity" : "Collapse the identity"}
      data-hotkey="]"
      onClick={() => (isFolded ? expandPane("id") : foldPane("id", true))}
    >
      <PanelLeft aria-hidden className="size-4" />
    </Button>
  );
}
