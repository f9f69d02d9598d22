// The workbench: keyring, identity and the main area side by side; keyring or identity beside the main area from
// 800 to 1180 px; and one of them at a time below that. What has room is decided in components/shared/panes.

import { lazy, Suspense, useEffect, useState } from "react";
import { useStore } from "zustand";
import { watchAddress } from "@/components/layout/address-state";
import { IdentityPane } from "@/components/layout/identity-pane";
import { KeyringPane } from "@/components/layout/keyring-pane";
import { LeftSwitch } from "@/components/layout/left-switch";
import { MainArea } from "@/components/layout/main-area";
import { BottomSwitch } from "@/components/layout/narrow/bottom-switch";
import { MoreList } from "@/components/layout/narrow/more-list";
import { PrintReport } from "@/components/layout/print-report";
import { arrangementStore, watchArrangement } from "@/components/shared/panes/arrangement";
import { shownViewStore } from "@/components/shared/shown-view";
import { useOpenedTrust } from "@/components/shared/use-opened-trust";
import { useVault } from "@/components/shared/use-vault";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { cx } from "@/lib/page/base/cx";
import { panelStore } from "@/lib/page/state/panel-state";
import { loadPanes } from "@/lib/page/storage/panes";

const GRIDS = {
  1: "grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto]",
  2: "grid-cols-[264px_minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]",
  3: "grid-cols-[var(--left)_var(--middle)_minmax(0,1fr)] grid-rows-[minmax(0,1fr)]",
};
const RAIL_GRID = "grid-cols-[52px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)]";

const TrustPage = lazy(async () => ({
  default: (await import("@/components/trust/trust-page")).TrustPage,
}));

export function Workbench({ onPaste }: { onPaste: () => void }) {
  useEffect(() => {
    loadPanes();
    return watchArrangement();
  }, []);
  useEffect(watchAddress, []);
  const columns = useStore(arrangementStore, (state) => state.columns);
  const isRail = useStore(arrangementStore, (state) => state.isRail);
  const screen = useStore(panelStore, (state) => state.screen);
  const selected = useVault((state) => state.selected);
  const [left, setLeft] = useState<"creds" | "user">("creds");
  const isOne = columns === 1;
  const isTwo = columns === 2;
  const hasRail = isTwo && isRail;
  const opened = useOpenedTrust();
  // A comparison is about several creds, and needs the room.
  const isWide = useStore(shownViewStore, (state) => state.view === "compare") && columns === 3;
  const [showsRing, showsIdentity, showsMain] = isOne
    ? [screen === "creds", screen === "more", screen === "view"]
    : [!isTwo || isRail || left === "creds", !isTwo || (!isRail && left === "user"), true];
  const mainClass = cx(isTwo && "col-start-2", isTwo && !isRail && "row-span-2 row-start-1");
  return (
    <div
      data-columns={columns}
      className={cx("grid min-h-0 min-w-0", hasRail ? RAIL_GRID : GRIDS[columns])}
    >
      <h1 className="sr-only">Workbench</h1>
      {isTwo && !isRail ? <LeftSwitch shown={left} onShow={setLeft} /> : null}
      <PanelBoundary name="Keyring">
        <KeyringPane
          onPaste={onPaste}
          isHidden={!showsRing}
          className={cx(isTwo && !isRail && "col-start-1 row-start-2")}
        />
      </PanelBoundary>
      {/* The region of all that belongs to the selected creds. Its parts are laid out by the grid around it. */}
      <section aria-label="Identity" data-shown={selected ?? undefined} className="contents">
        <PanelBoundary name="Identity">
          <IdentityPane
            isHidden={!showsIdentity || isWide || (opened !== null && columns === 3)}
            above={isOne ? <MoreList /> : null}
            className={cx(isTwo && "col-start-1 row-start-2")}
          />
        </PanelBoundary>
        <MainArea
          isHidden={!showsMain || opened !== null}
          className={cx(isWide && "col-span-2", mainClass)}
        />
      </section>
      {opened === null || !showsMain ? null : (
        <div className={cx("min-h-0 min-w-0", columns === 3 && "col-span-2", mainClass)}>
          <PanelBoundary name="This page">
            <Suspense fallback={null}>
              <TrustPage facts={opened} />
            </Suspense>
          </PanelBoundary>
        </div>
      )}
      {isOne ? <BottomSwitch /> : null}
      <PrintReport />
    </div>
  );
}
