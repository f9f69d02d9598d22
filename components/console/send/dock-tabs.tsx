// The tabs of the dock, and of its sheet in a narrow window: send, responder, history, saved messages. A running responder
// shows a dot in its tab, whichever tab is open.

import type { ReactNode } from "react";
import { useStore } from "zustand";
import { ResponderForm } from "@/components/console/respond/responder-form";
import { ResponderTools } from "@/components/console/respond/responder-tools";
import { useResponder } from "@/components/console/respond/use-responder";
import { SavedMessages } from "@/components/console/saved/saved-messages";
import { useVault } from "@/components/shared/use-vault";
import { Tabs } from "@/components/ui/tabs";
import { type DockTab, panelStore, showDockTab } from "@/lib/page/state/panel-state";
import { SendForm } from "./send-form";
import { SendHistory } from "./send-history";
import { SendTools } from "./send-tools";

export interface DockTabsProps {
  /** At the end of the line of tabs. */
  readonly tool: ReactNode;
}

const TOOLS: Readonly<Record<DockTab, ReactNode>> = {
  send: <SendTools />,
  responder: <ResponderTools />,
  history: null,
  saved: null,
};

export function DockTabs({ tool }: DockTabsProps) {
  const tab = useStore(panelStore, (state) => state.dockTab);
  const selected = useVault((state) => state.selected);
  const isAnswering = useResponder((view) => view.facts?.isOn ?? false);
  return (
    <Tabs
      fills
      label="Dock"
      value={tab}
      onChange={(value) => showDockTab(toTab(value))}
      tools={TOOLS[tab]}
      end={tool}
      items={[
        { value: "send", label: "Send", content: <SendForm /> },
        {
          value: "responder",
          label: "Responder",
          isLive: isAnswering,
          content: <ResponderForm key={selected} />,
        },
        { value: "history", label: "History", content: <SendHistory /> },
        { value: "saved", label: "Saved", content: <SavedMessages /> },
      ]}
    />
  );
}

function toTab(value: string): DockTab {
  return value === "responder" || value === "history" || value === "saved" ? value : "send";
}
