// The bar above the tables of the overview: search, which table, check, export.

import { Download, Play, Search } from "lucide-react";
import { useStore } from "zustand";
import { SavedSearches } from "@/components/overview/saved-searches";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { formatCount } from "@/lib/page/format/count";
import { type OverviewView, overviewStore, showOverview } from "@/lib/page/overview/overview-store";

export interface OverviewToolbarProps {
  readonly hasProblems: boolean;
  /** How many creds a check would be about: those that are listed. */
  readonly checkable: number;
  readonly onCheck: () => void;
  readonly canExport: boolean;
  readonly onExport: () => void;
}

export function OverviewToolbar(props: OverviewToolbarProps) {
  const { hasProblems, checkable, onCheck, canExport, onExport } = props;
  // The bar of the selection has the button then.
  const hasSelection = useStore(
    overviewStore,
    (state) => state.chosen.size > 0 && state.view !== "servers",
  );
  const search = useStore(overviewStore, (state) => state.search);
  const view = useStore(overviewStore, (state) => state.view);
  const views = [
    { value: "table", label: "Table" },
    { value: "servers", label: "By server" },
    // In the view itself the key goes to the subject.
    { value: "who", label: "Who may…", ...(view === "who" ? {} : { hotkey: "w" }) },
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-sunken px-4 py-2">
      <div className="relative min-w-0 flex-1 basis-50 @min-[700px]:max-w-135">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-2 left-2.5 size-3.5 text-ink-3"
        />
        <input
          type="text"
          aria-label="Search creds"
          data-hotkey="/"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          aria-invalid={hasProblems ? true : undefined}
          aria-describedby="creds-search-said"
          placeholder="is:expired file:eu/ account:ORDERS may:publish:orders.eu.created"
          value={search}
          onChange={(event) => overviewStore.setState({ search: event.currentTarget.value })}
          className="h-7.5 w-full min-w-0 rounded-[7px] border border-line-strong bg-panel pr-2.25 pl-8 text-ink aria-invalid:border-bad"
        />
      </div>
      <SavedSearches search={search} />
      <Segmented<OverviewView>
        label="What to show"
        options={views}
        value={view}
        onChange={showOverview}
        className="bg-panel"
      />
      <div className="ml-auto flex gap-2">
        {view === "servers" ? null : (
          <Button size="bar" disabled={!canExport} onClick={onExport}>
            <Download aria-hidden className="size-3.5" />
            Export CSV
          </Button>
        )}
        {view === "who" ? null : (
          <Button
            size="bar"
            tone="primary"
            className={hasSelection ? "invisible" : ""}
            disabled={checkable === 0}
            onClick={onCheck}
          >
            <Play aria-hidden className="size-3.5" />
            Check {search.trim() === "" ? "all" : "listed"} {formatCount(checkable)}
          </Button>
        )}
      </div>
    </div>
  );
}
