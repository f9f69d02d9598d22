// The view Permissions: the tester and every rule, and the matrix of many questions with the user's own lists.

import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { PermissionsTab } from "@/components/permissions/permissions-tab";
import { type TabItem, Tabs } from "@/components/ui/tabs";
import { panelStore } from "@/lib/page/state/panel-state";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

const MatrixPanel = lazy(async () => ({
  default: (await import("@/components/matrix/matrix-panel")).MatrixPanel,
}));

export interface PermissionsViewProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function PermissionsView({ id, facts }: PermissionsViewProps) {
  const shown = useStore(panelStore, (state) => state.permissionsView);
  const items: readonly TabItem[] = [
    {
      value: "rules",
      label: "Rules",
      content: (
        <div className="max-w-240">
          <PermissionsTab id={id} facts={facts} />
        </div>
      ),
    },
    {
      value: "matrix",
      label: "Matrix",
      content: (
        <Suspense fallback={<p className="p-6 text-ink-2">Opening Matrix</p>}>
          <MatrixPanel />
        </Suspense>
      ),
    },
  ];
  return (
    <Tabs
      label="Permissions as"
      items={items}
      value={shown}
      onChange={(value) =>
        panelStore.setState({ permissionsView: value === "matrix" ? "matrix" : "rules" })
      }
    />
  );
}
