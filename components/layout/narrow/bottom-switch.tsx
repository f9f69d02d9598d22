// The switch at the bottom of a narrow window: one part of the workbench at a time.

import { Ellipsis, KeyRound, Logs, ShieldCheck } from "lucide-react";
import { useStore } from "zustand";
import { shownViewStore } from "@/components/shared/shown-view";
import { useOpenedTrust } from "@/components/shared/use-opened-trust";
import { useVault } from "@/components/shared/use-vault";
import { verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { cx } from "@/lib/page/base/cx";
import { panelStore, showScreen, showView } from "@/lib/page/state/panel-state";

const PARTS = [
  { name: "creds", label: "Creds", icon: KeyRound, show: () => showScreen("creds") },
  { name: "verdict", label: "Verdict", icon: ShieldCheck, show: () => showView("diagnosis") },
  { name: "console", label: "Console", icon: Logs, show: () => showView("console") },
  { name: "more", label: "More", icon: Ellipsis, show: () => showScreen("more") },
] as const;

export function BottomSwitch() {
  const screen = useStore(panelStore, (state) => state.screen);
  const view = useStore(shownViewStore, (state) => state.view);
  const state = useVault(({ facts, selected, sessions }) =>
    selected === null ? null : verdictStateOf(facts, sessions.get(selected)),
  );
  const opened = useOpenedTrust();
  const shown =
    screen === "creds" || (screen === "view" && opened !== null)
      ? "creds"
      : screen === "view" && view === "diagnosis"
        ? "verdict"
        : screen === "view" && view === "console"
          ? "console"
          : "more";
  return (
    <nav
      data-behind-sheet=""
      aria-label="Parts"
      className="grid h-13 grid-cols-4 border-t border-line bg-panel"
    >
      {PARTS.map(({ name, label, icon: Icon, show }) => (
        <button
          key={name}
          type="button"
          aria-current={shown === name ? "page" : undefined}
          onClick={show}
          className={cx(
            "relative grid content-center justify-items-center gap-0.5 text-hint focus-visible:-outline-offset-2",
            shown === name ? "font-semibold text-accent" : "text-ink-2",
          )}
        >
          <Icon aria-hidden className="size-4.5" />
          {label}
          {name === "verdict" && state !== null ? (
            <i
              aria-hidden
              className={cx(
                "absolute top-1.5 left-[calc(50%+8px)] size-2 rounded-full ring-2 ring-panel",
                VERDICT_TONES[state].fill,
              )}
            />
          ) : null}
        </button>
      ))}
    </nav>
  );
}
