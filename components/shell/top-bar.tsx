// Name, the promise, theme and help.

import { Keyboard, Lock, Moon, Sun } from "lucide-react";
import { useStore } from "zustand";
import { BrandMark } from "@/components/shell/brand-mark";
import { Button } from "@/components/ui/button";
import { preferencesStore, toggleTheme } from "@/lib/state/preferences";

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const theme = useStore(preferencesStore, (state) => state.theme);
  return (
    <header className="flex items-center gap-3 border-b border-line bg-panel px-4">
      <div className="flex items-center gap-2.25 text-answer font-[650] tracking-tight">
        <BrandMark />
        Credence
      </div>
      <p className="ml-auto flex items-center gap-1.5 text-data text-ink-2">
        <Lock aria-hidden className="size-3.5 text-ok" />
        <span>
          Seeds stay in this tab<span className="max-sm:sr-only">'s vault</span>
        </span>
      </p>
      <Button tone="quiet" size="icon" aria-label="Keyboard" data-hotkey="?" onClick={onHelp}>
        <Keyboard aria-hidden className="size-4" />
      </Button>
      <Button tone="quiet" size="icon" aria-label="Theme" data-hotkey="t" onClick={toggleTheme}>
        {theme === "dark" ? (
          <Moon aria-hidden className="size-4" />
        ) : (
          <Sun aria-hidden className="size-4" />
        )}
      </Button>
    </header>
  );
}
