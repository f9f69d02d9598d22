// The head of what a narrow window shows under "More": the views that the bottom switch has no room for. This user
// follows below.

import { ChevronRight } from "lucide-react";
import { ReportButton } from "@/components/connect/report-button";
import { VIEW_LABELS } from "@/components/layout/views/view-labels";
import { hasView } from "@/components/shared/shown-view";
import { useVault } from "@/components/shared/use-vault";
import { verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { showView, VIEWS } from "@/lib/page/state/panel-state";

export function MoreList() {
  const facts = useVault((state) => state.facts);
  const state = useVault(({ selected, sessions }) =>
    selected === null ? null : verdictStateOf(facts, sessions.get(selected)),
  );
  const views = VIEWS.filter(
    (view) => view !== "diagnosis" && view !== "console" && facts !== null && hasView(view, facts),
  );
  return (
    <ul>
      {facts !== null && state !== null && state !== "connecting" ? (
        <li className="border-b border-line px-4 py-2">
          <ReportButton id={facts.id} facts={facts} />
        </li>
      ) : null}
      {views.map((view) => (
        <li key={view} className="border-b border-line">
          <button
            type="button"
            onClick={() => showView(view)}
            className="flex h-11.5 w-full items-center justify-between px-4 text-left focus-visible:-outline-offset-2"
          >
            {VIEW_LABELS[view]}
            <ChevronRight aria-hidden className="size-4 text-ink-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
