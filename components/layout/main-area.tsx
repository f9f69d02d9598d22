// The main area of the selected creds: the connection bar, the tabs of the views, and the shown view. All views
// but the diagnosis and the console are fetched or drawn when they are first opened. A recording has one view.

import { lazy, type ReactNode, Suspense } from "react";
import { useStore } from "zustand";
import { ReportButton } from "@/components/connect/report-button";
import { ConsolePanel } from "@/components/console/console-panel";
import { CodeTab } from "@/components/identity/code-tab";
import { ProtocolTab } from "@/components/identity/protocol-tab";
import { ConnectionBar } from "@/components/layout/connection-bar";
import { arrangementStore } from "@/components/shared/panes/arrangement";
import { hasView, shownViewStore } from "@/components/shared/shown-view";
import { useVault } from "@/components/shared/use-vault";
import { verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { type TabItem, Tabs } from "@/components/ui/tabs";
import { cx } from "@/lib/page/base/cx";
import { showView, VIEWS, type ViewName } from "@/lib/page/state/panel-state";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import type { PaneProps } from "./keyring-pane";
import { VerdictAnnouncer } from "./verdict-announcer";
import { ClaimsView } from "./views/claims-view";
import { DiagnosisView } from "./views/diagnosis-view";
import { PermissionsView } from "./views/permissions-view";
import { VIEW_LABELS } from "./views/view-labels";

const ComparePanel = lazy(async () => ({
  default: (await import("@/components/compare/compare-panel")).ComparePanel,
}));
const JetStreamPanel = lazy(async () => ({
  default: (await import("@/components/jetstream/jetstream-panel")).JetStreamPanel,
}));

/** In a narrow window the bottom switch takes the place of the tabs. */
export function MainArea({ isHidden, className }: PaneProps) {
  const selected = useVault((state) => state.selected);
  const hasEntry = useVault(({ entries }) => selected !== null && entries.has(selected));
  const facts = useVault((state) => state.facts);
  return (
    <div
      hidden={isHidden}
      className={cx(
        "grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] bg-panel",
        hasEntry ? "grid-rows-[auto_minmax(0,1fr)]" : "grid-rows-[minmax(0,1fr)]",
        className,
      )}
    >
      {selected !== null && hasEntry ? (
        <>
          <PanelBoundary name="The connection bar">
            <ConnectionBar key={selected} id={selected} facts={facts} />
          </PanelBoundary>
          <Views id={selected} facts={facts} />
          <VerdictAnnouncer key={`${selected} spoken`} id={selected} facts={facts} />
        </>
      ) : (
        <PanelBoundary name="Console">
          <ConsolePanel />
        </PanelBoundary>
      )}
    </div>
  );
}

interface ViewsProps {
  readonly id: EntryId;
  readonly facts: CredsFacts | null;
}

function Views({ id, facts }: ViewsProps) {
  const view = useStore(shownViewStore, (state) => state.view);
  const isNarrow = useStore(arrangementStore, (state) => state.columns === 1);
  const state = useVault(({ sessions }) => verdictStateOf(facts, sessions.get(id)));
  const items = VIEWS.filter((name) => facts === null || hasView(name, facts)).map(
    (name, index): TabItem => ({
      value: name,
      label: VIEW_LABELS[name],
      hotkey: String(index + 1),
      // Tests and tools read the verdict, the checks and the claims, whichever view is shown.
      keepMounted: name === "diagnosis" || name === "claims",
      scrolls: name !== "console" && name !== "jetstream" && name !== "compare",
      startsEnd: name === "compare",
      content: (
        <PanelBoundary name={VIEW_LABELS[name]}>
          <Suspense fallback={<Opening label={VIEW_LABELS[name]} />}>
            {contentOf(name, id, facts)}
          </Suspense>
        </PanelBoundary>
      ),
    }),
  );
  return (
    <Tabs
      fills
      label="Views"
      isBare={isNarrow}
      items={items}
      value={view}
      onChange={(value) => {
        const chosen = VIEWS.find((one) => one === value);
        if (chosen) showView(chosen);
      }}
      end={
        isNarrow || facts === null || state === null || state === "connecting" ? null : (
          <ReportButton id={id} facts={facts} />
        )
      }
    />
  );
}

function contentOf(view: ViewName, id: EntryId, facts: CredsFacts | null): ReactNode {
  if (view === "console") return <ConsolePanel />;
  if (view === "jetstream") return <JetStreamPanel />;
  if (view === "compare") return <ComparePanel />;
  if (facts === null) return null;
  switch (view) {
    case "diagnosis":
      return <DiagnosisView key={id} id={id} facts={facts} />;
    case "permissions":
      return <PermissionsView key={id} id={id} facts={facts} />;
    case "claims":
      return <ClaimsView key={id} facts={facts} />;
    case "protocol":
      return <ProtocolTab id={id} />;
    case "code":
      return <CodeTab id={id} facts={facts} />;
  }
}

function Opening({ label }: { readonly label: string }) {
  return (
    <p role="status" className="p-6 text-ink-2">
      Opening {label}
    </p>
  );
}
