"use client";

// The one client root: arranges the page, owns no data. Empty page first; once anything is loaded, the
// workbench: keyring, identity and verdict, console.

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { LazyReport } from "@/components/lazy-report";
import { LazyWorkbench, prepareWorkbench } from "@/components/lazy-workbench";
import { Banners } from "@/components/shell/banners";
import { DropTarget } from "@/components/shell/drop-target";
import { FileChooser } from "@/components/shell/file-chooser";
import { Hero } from "@/components/shell/hero";
import { LazyPasteDialog } from "@/components/shell/lazy-paste-dialog";
import { ProductionStrip } from "@/components/shell/production-strip";
import { ShortcutSheet } from "@/components/shell/shortcut-sheet";
import { useShortcuts } from "@/components/shell/shortcuts";
import { TopBar } from "@/components/shell/top-bar";
import { Toasts } from "@/components/ui/toasts";
import { loadConfig } from "@/lib/state/config";
import { loadLimits } from "@/lib/state/limits";
import { checkLink, followLink } from "@/lib/state/link-actions";
import { loadPreferences } from "@/lib/state/preferences";
import { findSandbox } from "@/lib/state/sandbox";
import { vaultStore } from "@/lib/state/vault-store";

export function Dashboard() {
  const isEmpty = useStore(
    vaultStore,
    ({ order, trust, recordings, batch }) =>
      order.length === 0 && trust.length === 0 && recordings.size === 0 && batch === null,
  );
  const [isPasting, setIsPasting] = useState(false);
  const [isHelping, setIsHelping] = useState(false);
  useShortcuts();
  useEffect(() => {
    loadPreferences();
    loadLimits();
    followLink();
    void loadConfig().then(checkLink);
    void findSandbox();
    const signs = ["dragenter", "pointerdown", "keydown"] as const;
    for (const sign of signs) window.addEventListener(sign, prepareWorkbench, { once: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, prepareWorkbench);
    };
  }, []);

  return (
    <div className="grid min-h-full grid-rows-[52px_auto_minmax(0,1fr)] lg:h-full">
      <TopBar onHelp={() => setIsHelping(true)} />
      <div>
        <ProductionStrip />
        <Banners />
      </div>
      <main className="grid min-h-0">
        {isEmpty ? (
          <Hero onPaste={() => setIsPasting(true)} />
        ) : (
          <LazyWorkbench onPaste={() => setIsPasting(true)} />
        )}
        <FileChooser />
      </main>
      <LazyPasteDialog isOpen={isPasting} onClose={() => setIsPasting(false)} />
      <ShortcutSheet isOpen={isHelping} onClose={() => setIsHelping(false)} />
      <LazyReport />
      <DropTarget />
      <Toasts />
    </div>
  );
}
