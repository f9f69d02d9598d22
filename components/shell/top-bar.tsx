// The top bar: name, title of the instance, links to the security page and the help, keyboard list and theme.

import { CircleHelp, Keyboard, Lock, Monitor, Moon, Search, ShieldCheck, Sun } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { BrandMark } from "@/components/shell/brand-mark";
import { Button } from "@/components/ui/button";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { VisibleText } from "@/components/ui/visible-text";
import { ownPath } from "@/lib/page/base/base-path";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { configStore } from "@/lib/page/config/config";
import { nextTheme, preferencesStore } from "@/lib/page/storage/preferences";

const loadAreas = () => import("@/components/shell/area-links");

const AreaLinks = lazy(async () => ({ default: (await loadAreas()).AreaLinks }));

/** Fetches the links, which the empty page does not show. A failure is shown when they are needed. */
export function prepareAreas(): void {
  loadAreas().catch(() => {});
}

export interface TopBarProps {
  /** Something is loaded, so that there are two areas. */
  readonly hasAreas: boolean;
  readonly onHelp: () => void;
  readonly onCommands: () => void;
}

export function TopBar({ hasAreas, onHelp, onCommands }: TopBarProps) {
  const theme = useStore(preferencesStore, (state) => state.theme);
  const choice = useStore(preferencesStore, (state) => state.themeChoice);
  const { title, isLocked, servers } = useStore(configStore);
  useEffect(() => {
    if (title === null) return;
    const wanted = `${title} · Credence`;
    const setTitle = () => {
      if (document.title !== wanted) document.title = wanted;
    };
    setTitle();
    // Next.js may set the page's own title later, when its part of the document arrives.
    const observer = new MutationObserver(setTitle);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);
  const ThemeIcon = choice === "system" ? Monitor : theme === "dark" ? Moon : Sun;
  return (
    <header className="flex items-center gap-3 border-b border-line bg-panel px-3.5">
      <div className="flex items-center gap-2.25 text-answer font-[650] tracking-tight">
        <BrandMark />
        <span className={cx((title !== null || hasAreas) && "max-sm:sr-only")}>Credence</span>
      </div>
      {title === null ? null : (
        <p className="min-w-0 truncate border-l border-line pl-3 font-medium">
          <VisibleText>{title}</VisibleText>
        </p>
      )}
      {hasAreas ? (
        <PanelBoundary name="The areas">
          <Suspense fallback={null}>
            <AreaLinks />
          </Suspense>
        </PanelBoundary>
      ) : null}
      {isLocked ? (
        <p
          data-locked={servers.length}
          title={`This page can connect to ${servers.map(({ name }) => escapedText(name)).join(", ")} only; the browser enforces it.`}
          className="flex shrink-0 items-center gap-1.5 rounded-[5px] border border-line-strong px-1.5 text-hint text-ink-2 max-sm:py-0.5"
        >
          <Lock aria-hidden className="size-3" />
          <span className="max-sm:sr-only">Listed servers only</span>
        </p>
      ) : null}
      <button
        type="button"
        onClick={onCommands}
        className="ml-auto hidden h-7 w-60 min-w-0 shrink items-center gap-2 rounded-[7px] border border-line bg-sunken pr-1.5 pl-2.25 text-small text-ink-3 hover:border-line-strong hover:text-ink-2 lg:flex"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="min-w-0 flex-1 truncate text-left">Search and commands</span>
        <kbd className="rounded border border-line-strong px-1 text-hint">Ctrl K</kbd>
      </button>
      <Button
        tone="quiet"
        size="icon"
        aria-label="Commands"
        title="Search and commands"
        className="-mr-3 ml-auto lg:hidden"
        onClick={onCommands}
      >
        <Search aria-hidden className="size-4" />
      </Button>
      <a
        href={ownPath("/security")}
        target="_blank"
        rel="noopener"
        title="How your creds are protected; opens in a new tab"
        className="flex min-h-6 min-w-6 pointer-coarse:min-h-11 pointer-coarse:min-w-11 shrink-0 items-center justify-center gap-1.5 text-data text-ink-2 hover:text-ink hover:underline"
      >
        <ShieldCheck aria-hidden className="size-3.5 text-ok" />
        <span className={cx((title !== null || hasAreas) && "max-sm:sr-only")}>
          Seeds stay in this tab<span className="max-sm:sr-only">'s vault</span>
        </span>
      </a>
      <a
        href={ownPath("/help/")}
        target="_blank"
        rel="noopener"
        aria-label="Help"
        title="Help; opens in a new tab"
        className="flex min-h-6 min-w-6 pointer-coarse:min-h-11 pointer-coarse:min-w-11 shrink-0 items-center justify-center text-ink-2 hover:text-ink max-sm:hidden"
      >
        <CircleHelp aria-hidden className="size-4" />
      </a>
      <Button tone="quiet" size="icon" aria-label="Keyboard" data-hotkey="?" onClick={onHelp}>
        <Keyboard aria-hidden className="size-4" />
      </Button>
      <Button
        tone="quiet"
        size="icon"
        aria-label="Theme"
        title={choice === "system" ? `Theme: as the system, ${theme}` : `Theme: ${theme}`}
        data-hotkey="t"
        onClick={nextTheme}
      >
        <ThemeIcon aria-hidden className="size-4" />
      </Button>
    </header>
  );
}
