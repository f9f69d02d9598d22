"use client";

// The one client root. It arranges the page and owns no data. It shows the empty page first and, once
// anything is loaded, the workbench (keyring, identity and verdict, console) or the overview of all creds.

import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useVault } from "@/components/shared/use-vault";
import { Hero } from "@/components/shell/hero";
import { DropTarget } from "@/components/shell/open/drop-target";
import { FileChooser } from "@/components/shell/open/file-chooser";
import { useShortcuts } from "@/components/shell/shortcuts";
import { TopBar } from "@/components/shell/top-bar";
import { lazyDialog } from "@/components/ui/lazy-dialog";
import { Toasts } from "@/components/ui/toasts";
import { cx } from "@/lib/page/base/cx";
import { loadConfig } from "@/lib/page/config/config";
import { findSandbox } from "@/lib/page/config/sandbox";
import { misplacedSeedStore } from "@/lib/page/state/misplaced-seed";
import { panelStore } from "@/lib/page/state/panel-state";
import { showToast } from "@/lib/page/state/toasts";
import { loadPreferences } from "@/lib/page/storage/preferences";
import { LazyBanners } from "./lazy-banners";
import { LazyHelp } from "./lazy-help";
import { LazyOverview } from "./lazy-overview";
import { LazyProductionStrip } from "./lazy-production-strip";
import { LazyReport } from "./lazy-report";
import { LazySeedGuard } from "./lazy-seed-guard";
import { LazySetAsideFiles } from "./lazy-set-aside-files";
import { LazyTour } from "./lazy-tour";
import { LazyWorkbench, prepareWorkbench } from "./lazy-workbench";
import { LossGuards } from "./loss-guards";

const PasteDialog = lazyDialog(
  "The paste dialog",
  async () => (await import("@/components/shell/paste-dialog")).PasteDialog,
);
const CommandPalette = lazyDialog(
  "Search and commands",
  async () => (await import("@/components/shell/command-palette")).CommandPalette,
);
const ShortcutSheet = lazyDialog(
  "The list of keys",
  async () => (await import("@/components/shell/shortcut-sheet")).ShortcutSheet,
);

/** Most pages are opened without a link and do not fetch the part that follows one. */
async function followDeepLink(configured: Promise<void>): Promise<void> {
  if (location.hash.length < 2) return;
  const part = await import("@/lib/page/config/link-actions").catch(() => null);
  if (part === null) {
    showToast(
      "warn",
      "The link was not followed",
      "A part of this page could not be fetched. Reload the page.",
    );
    return;
  }
  part.fillFromLink();
  await configured;
  part.checkLinkedServer();
}

export function Dashboard() {
  const isEmpty = useVault(
    ({ order, trust, recordings, batch }) =>
      order.length === 0 && trust.length === 0 && recordings.size === 0 && batch === null,
  );
  const misplaced = useStore(misplacedSeedStore, ({ place }) => place);
  const isOverview = useStore(panelStore, ({ area }) => area === "overview");
  const [isPasting, setIsPasting] = useState(false);
  const [isHelping, setIsHelping] = useState(false);
  const [isSearching, setIsSearching] = useState(false);
  const showCommands = useCallback(() => setIsSearching(true), []);
  useShortcuts({ onCommands: showCommands });
  useEffect(() => {
    loadPreferences();
    const configured = loadConfig();
    void followDeepLink(configured);
    void findSandbox();
    const signs = ["dragenter", "pointerdown", "keydown"] as const;
    for (const sign of signs) window.addEventListener(sign, prepareWorkbench, { once: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, prepareWorkbench);
    };
  }, []);

  return (
    <div className="grid h-full grid-rows-[44px_auto_minmax(0,1fr)]">
      <TopBar hasAreas={!isEmpty} onHelp={() => setIsHelping(true)} onCommands={showCommands} />
      <div>
        <LazyTour />
        {isEmpty ? null : <LazyProductionStrip />}
        <LazyBanners />
        <LazySetAsideFiles />
        {isEmpty && misplaced === null ? null : <LazySeedGuard />}
      </div>
      <main className="relative grid min-h-0 grid-cols-[minmax(0,1fr)_auto]">
        <div className="grid min-h-0 min-w-0">
          {isEmpty ? (
            <Hero onPaste={() => setIsPasting(true)} />
          ) : (
            <>
              <LazyOverview isShown={isOverview} />
              {/* It stays mounted, so that coming back shows everything as it was. */}
              <div
                className={cx(
                  isOverview ? "hidden print:grid" : "grid",
                  "min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]",
                )}
              >
                <LazyWorkbench onPaste={() => setIsPasting(true)} />
              </div>
            </>
          )}
          <FileChooser />
        </div>
        <LazyHelp />
      </main>
      <PasteDialog isOpen={isPasting} onClose={() => setIsPasting(false)} />
      <CommandPalette
        isOpen={isSearching}
        onClose={() => setIsSearching(false)}
        onPaste={() => setIsPasting(true)}
        onHelp={() => setIsHelping(true)}
      />
      <ShortcutSheet isOpen={isHelping} onClose={() => setIsHelping(false)} />
      <LazyReport />
      <LossGuards />
      <DropTarget />
      <Toasts />
    </div>
  );
}
