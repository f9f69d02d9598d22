// The matrix: many questions at once about the selected creds. It shows what common uses of NATS need, and the user's
// own lists of subjects.

import { useStore } from "zustand";
import { NeedsView } from "@/components/matrix/needs-view";
import { OwnListView } from "@/components/matrix/own-list-view";
import { useShownRights } from "@/components/permissions/rights/use-rights";
import { useVault } from "@/components/shared/use-vault";
import { Segmented } from "@/components/ui/segmented";
import { type MatrixView, panelStore } from "@/lib/page/state/panel-state";

const VIEWS = [
  { value: "needs", label: "Common uses" },
  { value: "list", label: "Own lists" },
] as const;

export function MatrixPanel() {
  const id = useVault((state) => state.selected);
  const rights = useShownRights();
  const view = useStore(panelStore, (state) => state.matrixView);
  return (
    <section
      aria-label="Matrix"
      className="@container grid min-h-0 min-w-0 content-start overflow-y-auto"
    >
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-sunken px-3.5 py-2">
        <Segmented<MatrixView>
          label="Matrix of"
          options={VIEWS}
          value={view}
          onChange={(matrixView) => panelStore.setState({ matrixView })}
        />
        <p className="min-w-0 text-data text-ink-2">
          {rights === null
            ? "Choose creds with a readable user JWT."
            : rights.reported === null
              ? "Based on the loaded JWTs. Connect to use what the server enforces."
              : "As the server reported."}
        </p>
      </div>
      {id === null || rights === null ? null : view === "needs" ? (
        <NeedsView rights={rights} />
      ) : (
        <OwnListView key={id} id={id} rights={rights} />
      )}
    </section>
  );
}
